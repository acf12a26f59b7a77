import { normalised } from '../vectors.ts';
import { evenly } from './evenly.ts';
import { FloatRows } from './kernel/FloatRows.ts';
import { Kernel } from './kernel/Kernel.ts';
import { rank } from './rank.ts';
import type { Breadth, SetIndex } from './SetIndex.ts';
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
): Generator<void, Breadth> {
  const queries: Query[] = [];
  for (const key of yield* evenly(reader, set, 'test', sampled)) {
    const vector = key <= index.newestKey ? reader.vector(key) : undefined;
    if (vector !== undefined)
      queries.push({ key, unit: normalised(vector), nearest: new TopK(neighbours) });
  }
  yield* compareAll(reader, set, index, queries);
  let best: { breadth: Breadth; cost: number } | undefined;
  for (let cells = 1; ; cells = Math.min(2 * cells, index.cells)) {
    const tried = yield* tryCells(vectors, index, queries, cells);
    const cost = (cells / index.cells) * index.size + tried.ef * scannedPerRanked;
    const last = cells === index.cells;
    if ((tried.enough || last) && (best === undefined || cost < best.cost))
      best = { breadth: { ef: tried.ef, cells, recall: tried.recall }, cost };
    // To look through more cells can only be cheaper by fewer candidates.
    if (last || (best !== undefined && best.breadth.ef === least)) return best!.breadth;
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
  const rows = new FloatRows(new Kernel(), dimensions, atOnce);
  for (let last = 0; ; ) {
    const some = reader.after(set, last).take(atOnce).toArray();
    for (const [row, { vector }] of some.entries()) rows.at(row).set(normalised(vector));
    for (const { key, unit, nearest } of queries) {
      for (const [row, product] of rows.products(unit, 0, some.length).entries()) {
        const other = some[row]!.key;
        if (product < nearest.least || other === key || other > newestKey) continue;
        nearest.add(other, product);
      }
    }
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
): Generator<void, Tried> {
  const atOnce = Math.max(1, Math.floor(scannedAtOnce / ((index.size * cells) / index.cells)));
  /** Of each query, after how many candidates each of its neighbours has been found. */
  const places: number[][] = [];
  const there = queries.map(({ nearest }) => nearest.sorted().length);
  for (const [i, query] of queries.entries()) {
    places.push(placesOf(vectors, index, query, cells));
    if (i % atOnce === atOnce - 1) yield;
  }
  let recall = 1;
  for (let ef = least; ; ef = Math.ceil(ef * 1.25)) {
    const wanted = Math.min(ef, most);
    const shares = places.map((found, i) => {
      const met = found.filter((place) => place < wanted).length;
      return there[i] === 0 ? 1 : Math.min(1, met / there[i]!);
    });
    const { mean, error } = meanOf(shares);
    recall = mean;
    const enough = mean - 2 * error >= enoughRecall;
    if (enough || wanted === most) return { ef: wanted, recall, enough };
  }
}

/** The places among the candidates, the nearest by their codes first, of those near enough. */
function placesOf(
  vectors: UnitVectors,
  index: SetIndex,
  { key, unit, nearest }: Query,
  cells: number,
): number[] {
  const truth = nearest.sorted();
  if (truth.length === 0) return [];
  const lowest = truth.at(-1)!.score - tie;
  const candidates = index.inOrder(unit, cells, most).filter((one) => one !== key);
  const near = rank(vectors, unit, candidates).filter(({ score }) => score >= lowest);
  const wanted = new Set(near.map((one) => one.key));
  return [...candidates.keys()].filter((place) => wanted.has(candidates[place]!));
}

/** With the standard error. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / values.length };
}
