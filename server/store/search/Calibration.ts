import { limits } from '../../limits.ts';
import { dot, normalised } from '../vectors.ts';
import type { Breadth, Graph } from './Graph.ts';
import { quantiseInto } from './quantise.ts';
import { rank } from './rank.ts';
import { TopK } from './TopK.ts';
import type { UnitVectors } from './UnitVectors.ts';
import type { StoredVector, VectorReader, VectorSet } from './VectorReader.ts';
import { nearestRows } from './vectorIndex/nearestRows.ts';

/** Vectors that are withheld from a graph to search by. */
export const sampled = 512;
/** Neighbours that are to be found. */
const neighbours = 10;
/** Mean recall that is enough, and that a sample's has to be above by two standard errors. */
export const enoughRecall = 0.995;
/** Candidates that are tried, the fewest first. */
const tried = [
  32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512, 768, 1024, 1536, 2048, 3072, 4096,
].filter((ef) => ef <= limits.searchBreadth);
/** Work between two looks at the searches that wait: some tens of milliseconds. */
const valuesAtOnce = 2 ** 19;
const candidatesAtOnce = 4096;
/** Vectors that int8 takes for nearest among those rows and that are compared as float32. */
const closest = 4 * neighbours;
/** As near as the farthest of the true neighbours, but for rounding. */
const tie = 1e-6;

interface Query {
  readonly unit: Float32Array;
  readonly nearest: TopK;
}

/**
 * Measures how many candidates searches of a graph need: the true neighbours of the vectors that it
 * has not been given yet, against those that it finds. (A vector that is in the graph is an easy
 * query: who comes to it finds its neighbours beside it.) In slices, so that searches go on meanwhile.
 */
export class Calibration {
  readonly #reader: VectorReader;
  readonly #vectors: UnitVectors;
  readonly #set: VectorSet;
  readonly #graph: Graph;
  readonly #threads: number;
  /** Vectors that came later are not compared. */
  readonly #newestKey: number;
  readonly #withheld: ReadonlySet<number>;
  readonly #queries: readonly Query[];
  readonly #coarse: Int8Array;
  #comparedUpTo = 0;
  #compared = false;
  /** The place in `tried`, and what shares of their neighbours the searches with it have found. */
  #trial = { place: 0, shares: [] as number[] };

  constructor(
    reader: VectorReader,
    vectors: UnitVectors,
    set: VectorSet,
    graph: Graph,
    threads: number,
  ) {
    this.#reader = reader;
    this.#vectors = vectors;
    this.#set = set;
    this.#graph = graph;
    this.#threads = threads;
    this.#newestKey = graph.newestKey;
    this.#withheld = new Set(graph.withheld.map(({ key }) => key));
    this.#queries = graph.withheld.map(({ vector }) => ({
      unit: vector,
      nearest: new TopK(neighbours),
    }));
    const { dimensions } = graph;
    this.#coarse = new Int8Array(this.#queries.length * dimensions);
    for (const [i, { unit }] of this.#queries.entries()) {
      quantiseInto(this.#coarse, unit, i * dimensions);
    }
  }

  /** Does one slice. @returns the result, once there is one */
  advance(): Breadth | undefined {
    if (this.#compared) return this.#search();
    const most = Math.ceil(valuesAtOnce / this.#graph.dimensions);
    const rows = this.#reader.after(this.#set, this.#comparedUpTo).take(most).toArray();
    const given = rows.filter(({ key }) => key <= this.#newestKey && !this.#withheld.has(key));
    if (given.length > 0) this.#compare(given);
    this.#comparedUpTo = rows.at(-1)?.key ?? this.#newestKey;
    this.#compared = rows.length < most || this.#comparedUpTo >= this.#newestKey;
    return undefined;
  }

  #compare(rows: readonly StoredVector[]): void {
    const { dimensions } = this.#graph;
    const units = rows.map(({ vector }) => normalised(vector));
    const coarse = new Int8Array(rows.length * dimensions);
    for (const [i, unit] of units.entries()) quantiseInto(coarse, unit, i * dimensions);
    const count = Math.min(closest, rows.length);
    const found = nearestRows(coarse, this.#coarse, dimensions, count, 'distance', this.#threads);
    for (const [i, { unit, nearest }] of this.#queries.entries()) {
      for (const row of found[i]!) nearest.add(rows[row]!.key, dot(unit, units[row]!, 0));
    }
  }

  /** Some of the searches with the number of candidates that is being tried. */
  #search(): Breadth | undefined {
    const trial = this.#trial;
    const ef = tried[trial.place]!;
    const most = Math.max(this.#threads, Math.floor(candidatesAtOnce / ef));
    const some = this.#queries.slice(trial.shares.length, trial.shares.length + most);
    const units = some.map(({ unit }) => unit);
    const lists = this.#graph.candidates(units, ef, this.#threads);
    for (const [i, query] of some.entries()) trial.shares.push(this.#share(query, lists[i]!));
    if (trial.shares.length < this.#queries.length) return undefined;
    const { mean: recall, error } = meanOf(trial.shares);
    const last = trial.place === tried.length - 1;
    if (recall - 2 * error >= enoughRecall || last) return { ef, recall, by: 'withheld' };
    this.#trial = { place: trial.place + 1, shares: [] };
    return undefined;
  }

  /** Share of a query's true neighbours that are among the candidates. */
  #share({ unit, nearest }: Query, candidates: readonly number[]): number {
    const truth = nearest.sorted();
    if (truth.length === 0) return 1;
    const least = truth.at(-1)!.score - tie;
    const scored = rank(
      this.#vectors,
      unit,
      candidates.filter((one) => one <= this.#newestKey),
    );
    const found = scored.filter(({ score }) => score >= least).length;
    return Math.min(1, found / truth.length);
  }
}

/** With the standard error. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / values.length };
}
