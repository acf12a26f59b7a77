import { knnClasses, type Vectors } from '@selfsame/models';
import type { EmbeddingMap } from '@selfsame/models/import';
import type { PictureCache } from '../data/cache.ts';
import { embedPictures, type Graph } from '../evaluate/embed.ts';
import { alignment, uniformity } from '../evaluate/sphere.ts';
import { topK } from '../evaluate/topK.ts';
import { makeTwoViews } from '../evaluate/views.ts';
import { mapRows } from './mapRows.ts';
import type { Subject } from './subject.ts';

/** Neighbours that vote. */
const k = 20;

/** Embeddings to measure by. */
export interface Embedded {
  readonly fitted: Vectors;
  readonly heldOut: Vectors;
  /** Two views of each of the pictures that were held out; null where they are not square. */
  readonly views: readonly [Vectors, Vectors] | null;
}

/** What embeddings are worth, of each picture that was held out. */
export interface Worth {
  /** Whether, of all that were, it is the nearest to a view of it; null where there are no views. */
  readonly found: readonly boolean[] | null;
  /** Whether its nearest 20 of the pictures that were learned from tell its class; null without labels. */
  readonly right: readonly boolean[] | null;
  readonly alignment: number | null;
  readonly uniformity: number;
}

const allOf = ({ count }: PictureCache) => [...Array(count).keys()];

/** @param fitted embeddings of the pictures to learn from, where they are there already */
export async function embedSubject(
  graph: Graph,
  { fitted, heldOut }: Pick<Subject, 'fitted' | 'heldOut'>,
  seed: number,
  ofFitted?: Vectors,
): Promise<Embedded> {
  const { width, height } = heldOut.rule;
  const embed = (pictures: Parameters<typeof embedPictures>[1], label: string) =>
    embedPictures(graph, pictures, allOf(heldOut), label);
  const rows = {
    fitted: ofFitted ?? (await embedPictures(graph, fitted, allOf(fitted), 'embed')),
    heldOut: await embed(heldOut, 'embed: held out'),
  };
  if (width !== height) return { ...rows, views: null };
  const [first, second] = await makeTwoViews(heldOut, allOf(heldOut), seed);
  return { ...rows, views: [await embed(first, 'views 1'), await embed(second, 'views 2')] };
}

/** The same by a map behind the encoder. */
export async function mapEmbedded(
  { fitted, heldOut, views }: Embedded,
  map: EmbeddingMap,
): Promise<Embedded> {
  const of = (vectors: Vectors) => mapRows(vectors, map, true);
  return {
    fitted: await of(fitted),
    heldOut: await of(heldOut),
    views: views && [await of(views[0]), await of(views[1])],
  };
}

/** @param labelled whether the caches' labels are classes */
export async function worthOf(
  { fitted, heldOut, views }: Embedded,
  subject: Pick<Subject, 'fitted' | 'heldOut'>,
  labelled: boolean,
): Promise<Worth> {
  const nearest = views && (await topK(heldOut, views[0], 1));
  return {
    found: nearest?.map(({ indices }, i) => indices[0] === i) ?? null,
    right: labelled ? await rightOf(fitted, heldOut, subject) : null,
    alignment: views && alignment(...views),
    uniformity: await uniformity(heldOut),
  };
}

async function rightOf(
  bank: Vectors,
  queries: Vectors,
  { fitted, heldOut }: Pick<Subject, 'fitted' | 'heldOut'>,
): Promise<boolean[]> {
  const classes = [...new Set(fitted.labels)];
  const numbers = Int32Array.from(fitted.labels, (label) => classes.indexOf(label));
  const voted = knnClasses(await topK(bank, queries, k), numbers, k);
  return voted.map((number, i) => number >= 0 && classes[number] === heldOut.labels[i]);
}
