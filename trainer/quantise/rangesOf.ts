import { type ModelParts, type Range, watchedGraph } from '@selfsame/models/import';
import * as ort from '../engine/onnxruntime.ts';
import { openGraph, type Pixels } from '../evaluate/embed.ts';
import { createProgress } from '../progress.ts';

/**
 * How small and how large values of a graph become on some pictures.
 * @param values of float32, by their names
 */
export async function rangesOf(
  model: ModelParts,
  values: readonly string[],
  cache: Pixels,
  pictures: ArrayLike<number>,
): Promise<ReadonlyMap<string, Range>> {
  const { width, height } = cache.rule;
  const ranges = new Map(values.map((one) => [one, { least: Infinity, most: -Infinity }]));
  const session = await openGraph(watchedGraph(model, values));
  const progress = createProgress({ label: 'ranges', total: pictures.length, unit: 'pictures' });
  try {
    for (const [i, picture] of Array.from(pictures).entries()) {
      // One at a time: together, what all of a graph's values take is gigabytes.
      const pixels = new ort.Tensor('uint8', cache.read([picture]), [1, height, width, 3]);
      const found = await session.run({ pixels }, [...values]);
      for (const [name, range] of ranges)
        for (const value of found[name]!.data as Float32Array) {
          if (value < range.least) range.least = value;
          if (value > range.most) range.most = value;
        }
      progress.update(i + 1);
    }
  } finally {
    progress.stop();
    await session.release();
  }
  return ranges;
}
