import { evenly, selectVectors, type Vectors } from '@selfsame/models';
import type { ViewAugmentation } from '../augment/preset.ts';
import type { PictureCache } from '../data/cache.ts';
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
  /** Of some pictures, those of the others that are most like them, nearest first, by their paths. */
  readonly nearest: readonly Neighbours[];
}

export interface Neighbours {
  readonly picture: string;
  readonly others: readonly string[];
}

const [shown, neighbours] = [8, 8];

interface ViewOptions {
  /** For progress bars; undefined: there are none. */
  readonly name: string | undefined;
  /** How the views are made, the same for all embedders that are compared. */
  readonly kinds: readonly ViewAugmentation[];
  /** The same one draws the same views. */
  readonly seed: number;
}

/** Looks for pictures by views of them. @param pictures square ones */
export async function measureViews(
  pictures: Pixels & Pick<PictureCache, 'count' | 'paths'>,
  embed: Embedder,
  { name, kinds, seed }: ViewOptions,
): Promise<ViewFigures> {
  const all = [...Array(pictures.count).keys()];
  const [first, second] = await makeTwoViews(pictures, all, seed, kinds);
  const label = (what: string) => name && `${name}: ${what}`;
  const bank = await embed(pictures, all, label('pictures'));
  const a = await embed(first, all, label('views 1'));
  const b = await embed(second, all, label('views 2'));
  const nearest = await topK(bank, a, 1);
  return {
    found: nearest.map(({ indices }, i) => indices[0] === i),
    alignment: alignment(a, b),
    uniformity: await uniformity(bank),
    nearest: await neighboursOf(bank, pictures.paths),
  };
}

async function neighboursOf(bank: Vectors, paths: readonly string[]): Promise<Neighbours[]> {
  const chosen = evenly(bank.count, shown);
  const nearest = await topK(bank, selectVectors(bank, chosen), neighbours + 1);
  return nearest.map(({ indices }, i) => {
    const others = [...indices].filter((index) => index !== chosen[i]).slice(0, neighbours);
    return { picture: paths[chosen[i]!]!, others: others.map((index) => paths[index]!) };
  });
}
