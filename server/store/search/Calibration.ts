import { normalised } from '../vectors.ts';
import { evenly } from './evenly.ts';
import { FloatRows } from './kernel/FloatRows.ts';
import { Kernel } from './kernel/Kernel.ts';
import type { Team } from './kernel/Team.ts';
import { rank } from './rank.ts';
import { type Breadth, type SetIndex, scattered } from './SetIndex.ts';
import { TopK } from './TopK.ts';
import type { UnitVectors } from './UnitVectors.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

/** Vectors that are searched by. */
const sampled = 256;
/** Neighbours that are to be found. */
const neighbours = 10;
/** Mean recall that is enough, and that a sample's has to be above by two standard errors. */
const enoughRecall = 0.995;
/** The fewest candidates, and the most. */
const least = 32;
const most = 2048;
/** Work between two looks at the searches that wait: some tens of milliseconds. */
const productsAtOnce = 2 ** 27;
const scannedAtOnce = 2 ** 19;
/** Vectors whose codes are looked up in the time that one is ranked, all over the memory. */
const scannedPerRanked = 32;
/** Queries after which so few cells are given up that even the most candidates miss as much. */
const few = 32;
const hopeless = 0.95;
/** As near as the farthest of the true neighbours, but for rounding. */
const tie = 1e-6;

interface Query {
  readonly key: number;
  readonly unit: Float32Array;
  readonly nearest: TopK;
}

/**
 * Measures how many candidates searches of an index need, and of how many cells, in slices: the true
 * neighbours of vectors that taught it nothing, themselves left out, against those that it finds.
 * @returns the cheapest that finds enough; of all cells, if none does
 */
export function* calibrate(
  reader: VectorReader,
  vectors: UnitVectors,
  set: VectorSet,
  index: SetIndex,
  team: Team,
): Generator<void, Breadth> {
  const queries: Query[] = [];
  for (const key of yield* evenly(reader, set, 'test', sampled)) {
    const vector = key <= index.newestKey ? reader.vector(key) : undefined;
    if (vector !== undefined)
      queries.push({ key, unit: normalised(vector), nearest: new TopK(neighbours) });
  }
  yield* compareAll(reader, set, index, queries);
  let best: { breadth: Breadth; cost: number } | undefined;
  for (let cells = 1; ; cells *= 2) {
    // More than so many take no less time than all.
    if (cells * scattered >= index.cells) cells = index.cells;
    const last = cells === index.cells;
    const scanning = (last ? 1 : scattered) * (cells / index.cells) * index.size;
    // To look through more cells has to be made up for by fewer candidates.
    if (best === undefined || scanning < best.cost) {
      const tried = yield* tryCells(vectors, index, queries, cells, team);
      const cost = scanning + tried.ef * scannedPerRanked;
      const better = tried.enough && (best === undefined || cost < best.cost);
      if (better || (last && best === undefined))
        best = { breadth: { ef: tried.ef, cells, recall: tried.recall }, cost };
    }
    if (last) return best!.breadth;
  }
}

/** Finds the true neighbours. */
function* compareAll(
  reader: VectorReader,
  set: VectorSet,
  { dimensions, newestKey }: SetIndex,
  queries: readonly Query[],
): Generator<void> {
  const atOnce = Math.max(16, Math.floor(productsAtOnce / dimensions / sampled));
  for (let last = 0; ; ) {
    const some = reader.after(set, last).take(atOnce).toArray();
    // Not longer than for this slice: whoever asks may not ask for the next.
    const kernel = Kernel.take();
    const rows = new FloatRows(kernel, dimensions, atOnce);
    for (const [row, { vector }] of some.entries()) rows.at(row).set(normalised(vector));
    for (const { key, unit, nearest } of queries) {
      const products = rows.products(unit, 0, some.length);
      for (let row = 0; row < products.length; row++) {
        const other = some[row]!.key;
        if (products[row]! < nearest.least || other === key || other > newestKey) continue;
        nearest.add(other, products[row]!);
      }
    }
    kernel.giveBack();
    last = some.at(-1)?.key ?? newestKey;
    if (some.length < atOnce || last >= newestKey) return;
    yield;
  }
}

interface Tried {
  readonly ef: number;
  readonly recall: number;
  readonly enough: boolean;
}

/** The fewest candidates of so many cells that are enough, if any are. */
function* tryCells(
  vectors: UnitVectors,
  index: SetIndex,
  queries: readonly Query[],
  cells: number,
  team: Team,
): Generator<void, Tried> {
  const atOnce = Math.max(1, Math.floor(scannedAtOnce / ((index.size * cells) / index.cells)));
  /** Of each query, after how many candidates each of its neighbours has been found. */
  const places: number[][] = [];
  const there = queries.map(({ nearest }) => nearest.sorted().length);
  const sharesWith = (ef: number) =>
    places.map((found, i) => {
      const met = found.filter((place) => place < ef).length;
      return there[i] === 0 ? 1 : Math.min(1, met / there[i]!);
    });
  for (const [i, query] of queries.entries()) {
    places.push(placesOf(vectors, index, query, cells, team));
    if (i % atOnce === atOnce - 1) yield;
    if (i !== few || cells === index.cells) continue;
    const { mean: recall } = meanOf(sharesWith(most));
    if (recall < hopeless) return { ef: most, recall, enough: false };
  }
  for (let ef = least; ; ef = Math.min(most, Math.ceil(ef * 1.25))) {
    const { mean: recall, error } = meanOf(sharesWith(ef));
    const enough = recall - 2 * error >= enoughRecall;
    if (enough || ef === most) return { ef, recall, enough };
  }
}

/** The places among the candidates, the nearest by their codes first, of those near enough. */
function placesOf(
  vectors: UnitVectors,
  index: SetIndex,
  { key, unit, nearest }: Query,
  cells: number,
  team: Team,
): number[] {
  const truth = nearest.sorted();
  if (truth.length === 0) return [];
  const lowest = truth.at(-1)!.score - tie;
  const candidates = index.inOrder(unit, cells, most, team).filter((one) => one !== key);
  const place = new Map(candidates.map((one, i) => [one, i]));
  const places = truth.flatMap((one) => place.get(one.key) ?? []);
  if (places.length === truth.length) return places;
  // Others that are as near do as well.
  const near = rank(vectors, unit, candidates).filter(({ score }) => score >= lowest);
  return near.map((one) => place.get(one.key)!);
}

/** With the standard error. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / values.length };
}
