/** The thread in which a template that somebody sent is looked at, apart from the room (SPEC TP5). */
import { parentPort, workerData } from 'node:worker_threads';
import { lookAt } from './look-at.ts';

parentPort!.postMessage(lookAt(workerData as Uint8Array));
