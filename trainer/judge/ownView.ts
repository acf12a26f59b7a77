import type { ViewAugmentation } from '../augment/preset.ts';
import type { Embedder, Pixels } from '../evaluate/embed.ts';
import { alignment, uniformity } from '../evaluate/sphere.ts';
import { topK } from '../evaluate/topK.ts';
import { makeTwoViews } from '../evaluate/views.ts';

/** What embeddings of pictures and of their views tell without labels. */
export interface ViewFigures {
  /** Of each picture, whether of all pictures it is the nearest to a view of it. */
  readonly found: readonly boolean[];
  /** Mean squared distance of two views of a picture, 0 .. 4. */
  readonly alignment: number;
  /** Log of a mean over pairs, at most 0; the lower, the more evenly spread. */
  readonly uniformity: number;
}

/**
 * Looks for pictures by views of them.
 * @param pictures square ones
 * @param kinds how the views are made, the same for all embedders that are compared
 * @param seed the same one draws the same views
 */
export async function measureViews(
  pictures: Pixels & { readonly count: number },
  embed: Embedder,
  { name, kinds, seed }: { name: string; kinds: readonly ViewAugmentation[]; seed: number },
): Promise<ViewFigures> {
  const all = [...Array(pictures.count).keys()];
  const [first, second] = await makeTwoViews(pictures, all, seed, kinds);
  const bank = await embed(pictures, all, `${name}: pictures`);
  const a = await embed(first, all, `${name}: views 1`);
  const b = await embed(second, all, `${name}: views 2`);
  const nearest = await topK(bank, a, 1);
  return {
    found: nearest.map(({ indices }, i) => indices[0] === i),
    alignment: alignment(a, b),
    uniformity: await uniformity(bank),
  };
}
