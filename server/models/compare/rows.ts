import { normaliseRows } from '@selfsame/models';
import type { EmbeddedPicture } from './embedSample.ts';

/** What one side has made of a sample, in rows of length one; zeros where a vector has no direction. */
export interface Rows {
  /** [count, dimensions]; the i-th view is of the i-th picture. */
  readonly pictures: Float32Array;
  readonly views: Float32Array;
  readonly dimensions: number;
  /** Pictures of which, or of whose view, there is such a vector. */
  readonly broken: number;
}

export function rowsOf(
  sample: readonly Pick<EmbeddedPicture, 'vectors' | 'ofView'>[],
  side: number,
): Rows {
  const dimensions = sample[0]!.vectors[side]!.length;
  const broken = new Set<number>();
  const rows = (vectors: readonly Float32Array[]) => {
    const values = new Float32Array(vectors.length * dimensions);
    for (const [i, vector] of vectors.entries()) {
      const size = vector.reduce((sum, value) => sum + value * value, 0);
      if (Number.isFinite(size) && size > 0) values.set(vector, i * dimensions);
      else broken.add(i);
    }
    normaliseRows(values, dimensions);
    return values;
  };
  const pictures = rows(sample.map(({ vectors }) => vectors[side]!));
  const views = rows(sample.map(({ ofView }) => ofView[side]!));
  return { pictures, views, dimensions, broken: broken.size };
}
