import { evenly, selectVectors, type Vectors } from '@selfsame/models';
import type { Embedder } from './embed.ts';
import type { LabelledPictures } from './labelled.ts';
import { linearProbe } from './linearProbe.ts';
import { alignment, uniformity } from './sphere.ts';
import { topK } from './topK.ts';
import { makeTwoViews } from './views.ts';

/** Pictures of which views are made. */
const viewed = 1000;

/** What else is measured of embeddings that are compared. */
export interface FurtherFigures {
  /** Top-1 accuracy of a linear classifier, 0 .. 1, where there are classes. */
  readonly linear?: number;
  /** Log of a mean over pairs, at most 0; the lower, the more evenly spread. */
  readonly uniformity: number;
  /** Mean squared distance of two views of a picture, 0 .. 4; of square pictures. */
  readonly alignment?: number;
  /** Share of views whose nearest picture, of 1000, is their own, 0 .. 1; of square pictures. */
  readonly selfRetrieval?: number;
}

export async function measureFurther(
  { bank: part, queries: asked, classes }: LabelledPictures,
  bank: Vectors,
  queries: Vectors,
  embed: Embedder,
  seed: number,
): Promise<FurtherFigures> {
  const probed = () => linearProbe(bank, part.labels, queries, asked.labels, classes.length);
  const figures = {
    ...(classes.length > 0 && { linear: await probed() }),
    uniformity: await uniformity(bank),
  };
  const { width, height } = part.cache.rule;
  if (width !== height) return figures;
  const chosen = evenly(bank.count, viewed);
  const places = Array.from(chosen, (i) => part.indices[i]!);
  const [first, second] = await makeTwoViews(part.cache, places, seed);
  const all = [...places.keys()];
  const [a, b] = [await embed(first, all, 'views 1'), await embed(second, all, 'views 2')];
  const nearest = await topK(selectVectors(bank, chosen), a, 1);
  const found = nearest.filter(({ indices }, i) => indices[0] === i).length;
  return { ...figures, alignment: alignment(a, b), selfRetrieval: found / a.count };
}
