import { parentPort, workerData } from 'node:worker_threads';
import { SelfsameError } from '@selfsame/models/light';
import { createBatches } from './batches.ts';
import type { BatchMessage, BatchThreadData } from './batchQueue.ts';

/**
 * The thread of a batch queue: fills each array that it is sent with the next step's pictures, and
 * names them where it is sent null.
 */
const { spec, start } = workerData as BatchThreadData;
const make = createBatches(spec);
const port = parentPort!;
let step = start;

port.on('message', (into: Uint8Array<ArrayBuffer> | null) => {
  try {
    const message: BatchMessage = { batch: make(step++, into ?? undefined) };
    port.postMessage(message, into ? [into.buffer] : []);
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    // Classes do not cross threads.
    const { code, message, remedy } = error;
    port.postMessage({ error: { code, message, remedy } } satisfies BatchMessage);
  }
});
