/** The thread that reads one untrusted file, apart from the room (SPEC IM7). */

import { parentPort, workerData } from 'node:worker_threads';
import { said } from '../../shared/house/import-said.ts';
import { importBytes } from './any.ts';
import { refuse } from './decode.ts';
import type { FromThread, ThreadFile } from './worker.ts';

const port = parentPort!;
const { bytes, wish } = workerData as ThreadFile;

const tell = (message: FromThread) => port.postMessage(message);

try {
  const result = await importBytes(bytes, {
    ...wish,
    onStage: (stage, done) => tell({ kind: 'progress', stage, done }),
  });
  tell({ kind: 'result', result });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  tell({ kind: 'result', result: refuse('broken', said('refused-failed', { reason: message })) });
}
