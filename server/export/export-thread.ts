/** The thread in which one heavy file is written, apart from the room (SPEC EX16). */
import { parentPort, workerData } from 'node:worker_threads';
import { type ExportJob, exportText } from './export.ts';

const port = parentPort!;
// A browser that prints ends with its thread, when that ends in order.
port.on('message', () => process.exit(0));
port.postMessage(await exportText(workerData as ExportJob));
