import { workerData } from 'node:worker_threads';
import { serve } from '../../threads/serve.ts';
import type { EncoderSpec } from './session.ts';
import { openEncoder } from './session.ts';

/** A batch: one shared uint8 [height * width * 3] per picture, and the size to pad to. */
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
  readonly picturesPerSecond: number;
}

await serve<InferenceReady>(async () => {
  const spec = workerData as EncoderSpec;
  const encoder = await openEncoder(spec);
  const operations: InferenceOperations = {
    async embed({ pictures, size }) {
      const stride = spec.height * spec.width * 3;
      const pixels = new Uint8Array(size * stride);
      for (const [i, picture] of pictures.entries()) pixels.set(picture, i * stride);
      const embeddings = await encoder.run(pixels, size);
      return embeddings.slice(0, pictures.length * spec.dimensions);
    },
    close() {},
  };
  return { ready: { picturesPerSecond: encoder.picturesPerSecond }, operations };
});
