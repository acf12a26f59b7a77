import { parentPort, workerData } from 'node:worker_threads';
import { type Embedded, measure } from './measure.ts';

/** The thread of one comparison. */
parentPort!.postMessage((workerData as Embedded[]).map(measure));
