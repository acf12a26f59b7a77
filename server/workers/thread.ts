import { Worker } from 'node:worker_threads';
import type { OpenCarrier } from './carrier.ts';

/** Shares memory with this process, and takes it along when native code crashes. */
export const thread: OpenCarrier = (file, data, name, events) => {
  const worker = new Worker(file, { workerData: data, name });
  let reason: unknown;
  worker.on('message', events.message);
  worker.on('error', (error) => {
    reason = error;
  });
  worker.on('exit', () => events.exit(reason));
  return {
    send: (message) => worker.postMessage(message),
    terminate: async () => {
      await worker.terminate();
    },
  };
};
