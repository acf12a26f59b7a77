import { type Vectors, vectorsOf } from '@selfsame/models';
import { type EmbeddingMap, mapGraph, mappedDimensions } from '@selfsame/models/import';
import * as ort from '../engine/onnxruntime.ts';

const blockRows = 1024;

/**
 * What a map makes of embeddings.
 * @param normalise brings them to length one, as a bundle's are
 */
export async function mapRows(
  vectors: Vectors,
  map: EmbeddingMap,
  normalise: boolean,
): Promise<Vectors> {
  const { count, dimensions } = vectors;
  const width = mappedDimensions(map);
  const values = new Float32Array(count * width);
  const session = await ort.InferenceSession.create(mapGraph(map, normalise));
  try {
    for (let start = 0; start < count; start += blockRows) {
      const end = Math.min(start + blockRows, count);
      const block = new Float32Array((end - start) * dimensions);
      vectors.read(start, end, block);
      const rows = new ort.Tensor('float32', block, [end - start, dimensions]);
      const { embedding } = await session.run({ rows });
      values.set(embedding!.data as Float32Array, start * width);
    }
  } finally {
    await session.release();
  }
  return vectorsOf(values, width);
}
