import { parentPort, workerData } from 'node:worker_threads';
import { scanFolder } from '@selfsame/models';
import type { ScanMessage, ScanRequest } from './scanAside.ts';

/** Pictures in one message: a list of all would hold up the thread that takes it. */
const atOnce = 1000;

/** The thread of one scan. */
const { folder, hidden } = workerData as ScanRequest;
const tell = (message: ScanMessage) => parentPort!.postMessage(message);
try {
  const { pictures, leftOut, passedOver } = scanFolder(folder, { hidden });
  for (let i = 0; i < pictures.length; i += atOnce) {
    tell({ pictures: pictures.slice(i, i + atOnce) });
  }
  tell({ leftOut, passedOver });
} catch (error) {
  tell({ failed: (error as Error).message });
}
