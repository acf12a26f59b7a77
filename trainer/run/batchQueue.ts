import { Worker } from 'node:worker_threads';
import { SelfsameError } from '@selfsame/models';
import type { BatchArrays } from '../engine/engine.ts';
import { BatchThreadError } from '../errors.ts';
import { type BatchSpec, batchBytes } from './batches.ts';

/** Gives the batches of a run in the order of its steps. */
export interface BatchQueue {
  /**
   * The next step's batch. Its arrays may be used until the next call.
   * @throws {CacheDamagedError | BatchThreadError}
   */
  next(): Promise<BatchArrays>;
  /** From now on, pictures are named by their indices; not yet in what has been begun. */
  nameOnly(): void;
  /** Ends the thread, which otherwise keeps the process alive. */
  close(): Promise<void>;
}

export interface BatchThreadData {
  readonly spec: BatchSpec;
  /** The first step that is asked for, from 0. */
  readonly start: number;
}

export type BatchMessage =
  | { readonly batch: BatchArrays }
  | {
      readonly error: { readonly code: string; readonly message: string; readonly remedy: string };
    };

/** Batches that are ready or being made while one is in use: enough to even out slow reads. */
const ahead = 2;

/**
 * Prepares batches in a thread of their own, ahead of their use: an engine's step blocks the thread
 * that calls it. The arrays of pictures go to and fro between the threads without a copy, so their
 * number bounds the memory.
 */
export function startBatchQueue(spec: BatchSpec, start: number): BatchQueue {
  const workerData: BatchThreadData = { spec, start };
  const file = new URL('./batchThread.ts', import.meta.url);
  const worker = new Worker(file, { workerData, name: 'batches' });
  const ready: BatchArrays[] = [];
  let failure: Error | undefined;
  let wake = () => {};
  let inUse: BatchArrays | undefined;
  let namesOnly = false;

  const fill = (pixels: Uint8Array<ArrayBuffer>) =>
    namesOnly ? worker.postMessage(null) : worker.postMessage(pixels, [pixels.buffer]);
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  worker.on('message', (message: BatchMessage) => {
    if ('error' in message) {
      const { code, message: text, remedy } = message.error;
      return fail(new SelfsameError(code, text, remedy));
    }
    ready.push(message.batch);
    wake();
  });
  worker.on('error', (cause: Error) => fail(new BatchThreadError(cause.message, cause)));
  worker.on('exit', (status) => fail(new BatchThreadError(`it ended with status ${status}`)));
  for (let i = 0; i <= ahead; i++) fill(new Uint8Array(batchBytes(spec)));

  return {
    async next() {
      if (inUse) fill(inUse.pixels as Uint8Array<ArrayBuffer>);
      inUse = undefined;
      // What was made before a failure is good.
      while (ready.length === 0) {
        if (failure) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      inUse = ready.shift()!;
      return inUse;
    },
    nameOnly() {
      namesOnly = true;
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** Several steps' batches, as copies that stay good. */
export async function takeBatches(queue: BatchQueue, count: number): Promise<BatchArrays[]> {
  if (count === 1) return [await queue.next()];
  const taken: BatchArrays[] = [];
  while (taken.length < count) {
    const batch = await queue.next();
    taken.push({ ...batch, pixels: batch.pixels!.slice() });
  }
  return taken;
}
