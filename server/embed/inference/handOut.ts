import { setImmediate as eventLoop } from 'node:timers/promises';

/**
 * Embeddings that are handed out before the event loop does something else. An answer with one of
 * 2048 numbers takes some tenths of a millisecond to write, and a whole batch's would come in a row.
 */
export const handedOutAtOnce = 4;

/**
 * Resolves those who wait for a batch, while the next one is on its way.
 * @param embeddings float32 [waiting, dimensions]
 */
export async function handOut(
  waiting: readonly { readonly resolve: (embedding: Float32Array) => void }[],
  embeddings: Float32Array,
  dimensions: number,
): Promise<void> {
  for (const [i, { resolve }] of waiting.entries()) {
    if (i > 0 && i % handedOutAtOnce === 0) await eventLoop();
    resolve(embeddings.slice(i * dimensions, (i + 1) * dimensions));
  }
}
