import { parentPort, workerData } from 'node:worker_threads';
import { SelfsameError } from '@selfsame/models';
import { createBatches } from './batches.ts';
import type { BatchMessage, BatchThreadData } from './batchQueue.ts';

/** The thread of a batch queue: fills each array that it is sent with the next step's pictures. */
const { spec, start } = workerData as BatchThreadData;
const make = createBatches(spec);
const port = parentPort!;
let step = start;

port.on('message', (pixels: Uint8Array<ArrayBuffer>) => {
  try {
    const message: BatchMessage = { batch: make(step++, pixels) };
    port.postMessage(message, [pixels.buffer]);
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    // Classes do not cross threads.
    const { code, message, remedy } = error;
    port.postMessage({ error: { code, message, remedy } } satisfies BatchMessage);
  }
});
