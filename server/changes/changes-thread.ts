/** The thread in which one changed file is compared with its draft, apart from the room (SPEC RT8). */
import { parentPort, workerData } from 'node:worker_threads';
import { type ChangesJob, changesIn } from './changes.ts';

parentPort!.postMessage(await changesIn(workerData as ChangesJob));
