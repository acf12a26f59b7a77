import { type Vectors, vectorsOf } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import * as ort from '../engine/onnxruntime.ts';
import { createProgress, silent } from '../progress.ts';

const batch = 128;

/** An encoder as an ONNX graph: its bytes, or the path of its file. */
export type Graph = Uint8Array | string;

/** Pictures that can be read by their indices. */
export type Pixels = Pick<PictureCache, 'rule' | 'read'>;

/** Turns pictures into rows of length one, in the order of the indices. */
export type Embedder = (
  pictures: Pixels,
  indices: readonly number[],
  /** What the progress bar calls it; undefined: there is none. */
  label: string | undefined,
) => Vectors | Promise<Vectors>;

/**
 * Embeds pictures of a cache whose rule is the encoder's.
 * @param label what the progress bar calls it; undefined: there is none
 * @returns rows of length one, in the order of the indices
 */
export async function embedPictures(
  graph: Graph,
  cache: Pixels,
  indices: ArrayLike<number>,
  label: string | undefined,
): Promise<Vectors> {
  const { width, height } = cache.rule;
  const all = Uint32Array.from(indices);
  const session = await openGraph(graph);
  const progress =
    label === undefined ? silent : createProgress({ label, total: all.length, unit: 'pictures' });
  let values = new Float32Array(0);
  let dimensions = 0;
  try {
    for (let start = 0; start < all.length; start += batch) {
      const part = all.subarray(start, start + batch);
      const pixels = new ort.Tensor('uint8', cache.read(part), [part.length, height, width, 3]);
      const { embedding } = await session.run({ pixels });
      dimensions = embedding!.dims[1]!;
      if (start === 0) values = new Float32Array(all.length * dimensions);
      values.set(embedding!.data as Float32Array, start * dimensions);
      progress.update(start + part.length);
    }
  } finally {
    progress.stop();
    await session.release();
  }
  return vectorsOf(values, dimensions);
}

export function openGraph(graph: Graph): Promise<ort.InferenceSession> {
  if (typeof graph === 'string') return ort.InferenceSession.create(graph);
  return ort.InferenceSession.create(graph);
}
