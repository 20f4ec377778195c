/** A thread in which heavy files are written one after the other, apart from the room (SPEC EX16). */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { Printer } from './chromium.ts';
import { type ComparisonJob, type ExportJob, exportText } from './export.ts';

// Linux counts by thread: this one, and the browser that it starts, give way to the room. Elsewhere it would be the server.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const port = parentPort!;
const printer = new Printer();
port.on('message', (message: ExportJob | ComparisonJob | 'end') => {
  // A browser that prints ends with its thread, when that ends in order.
  if (message === 'end') process.exit(0);
  void exportText(message, printer).then((result) => port.postMessage(result));
});
