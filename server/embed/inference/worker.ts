import { checkGraph } from '@selfsame/models';
import { toBytes } from '../../store/vectors.ts';
import { Exchange } from '../../workers/exchange.ts';
import { serve } from '../../workers/serve.ts';
import type { WarmBatches } from './batches.ts';
import { prepareDevice } from './prepareDevice.ts';
import type { EncoderSpec } from './session.ts';
import { embeddingSlot, pixelSlot } from './slots.ts';

/** A batch in its slot of the exchange: uint8 [pictures, height, width, 3], and the size to pad to. */
export interface Batch {
  readonly pictures: number;
  readonly size: number;
}

export type InferenceOperations = {
  /** Leaves float32 [pictures, dimensions] in the other slot. */
  embed: (batch: Batch) => Promise<void>;
  close: () => void;
};

await serve(async (spec: EncoderSpec) => {
  prepareDevice(spec.device);
  // It may be another one than at the start before, and its vectors would be taken for that one's.
  await checkGraph(spec.graphPath, spec.graph);
  // Not before: it loads onnxruntime.
  const { openEncoder } = await import('./session.ts');
  const { run, batches, picturesPerSecond } = await openEncoder(spec);
  const ready: WarmBatches = { batches, picturesPerSecond };
  const exchange = Exchange.inherited(spec.slotBytes);
  const stride = spec.height * spec.width * 3;
  // One for each batch size; what is behind the pictures in it are older ones, as good as any.
  const inputs = new Map<number, Uint8Array>();

  function inputOf(size: number): Uint8Array {
    const input = inputs.get(size) ?? new Uint8Array(size * stride);
    inputs.set(size, input);
    return input;
  }

  const operations: InferenceOperations = {
    async embed({ pictures, size }) {
      const pixels = inputOf(size);
      exchange.read(pixelSlot, pixels.subarray(0, pictures * stride));
      const embeddings = await run(pixels, size);
      exchange.write(embeddingSlot, toBytes(embeddings.subarray(0, pictures * spec.dimensions)));
    },
    close() {},
  };
  return { ready, operations };
}, 'one by one');
