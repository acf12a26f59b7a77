import { serve } from '../../threads/serve.ts';
import type { EncoderSpec } from './session.ts';
import { openEncoder } from './session.ts';

/** A batch: one uint8 [height * width * 3] per picture, and the size to pad to. */
export interface Batch {
  readonly pictures: readonly Uint8Array[];
  readonly size: number;
}

export type InferenceOperations = {
  /** -> float32 [pictures, dimensions], flat. */
  embed: (batch: Batch) => Promise<Float32Array>;
  close: () => void;
};

export interface InferenceReady {
  /** The batch sizes that it was warmed for, ascending. */
  readonly batchSizes: readonly number[];
  /** At the best of them. */
  readonly picturesPerSecond: number;
}

await serve(async (spec: EncoderSpec) => {
  const { run, ...ready } = await openEncoder(spec);
  const operations: InferenceOperations = {
    async embed({ pictures, size }) {
      const stride = spec.height * spec.width * 3;
      const pixels = new Uint8Array(size * stride);
      for (const [i, picture] of pictures.entries()) pixels.set(picture, i * stride);
      const embeddings = await run(pixels, size);
      return embeddings.slice(0, pictures.length * spec.dimensions);
    },
    close() {},
  };
  return { ready: ready satisfies InferenceReady, operations };
});
