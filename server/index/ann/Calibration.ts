import usearch from 'usearch';
import { limits } from '../../config/limits.ts';
import { dot, normalised } from '../vectors.ts';
import type { Breadth, Graph } from './Graph.ts';
import { quantiseInto } from './quantise.ts';
import { rank } from './rank.ts';
import { TopK } from './TopK.ts';
import type { UnitVectors } from './UnitVectors.ts';
import type { StoredVector, VectorReader, VectorSet } from './vectorReader.ts';

/** Vectors of the set that are searched by. */
const sampled = 128;
/** Neighbours that are to be found, the vector itself not among them. */
const neighbours = 10;
/** Mean recall that is enough: above 0.99 by nearly two standard errors of such a sample. */
export const enoughRecall = 0.995;
/** Candidates that are tried, the fewest first. */
const tried = [
  32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512, 768, 1024, 1536, 2048, 3072, 4096,
].filter((ef) => ef <= limits.searchBreadth);
/** Work between two looks at the searches that wait: some tens of milliseconds. */
const valuesAtOnce = 2 ** 21;
const candidatesAtOnce = 4096;
/** Vectors that int8 takes for nearest among those rows and that are compared as float32. */
const closest = 4 * neighbours;
/** As near as the farthest of the true neighbours, but for rounding. */
const tie = 1e-6;

interface Query {
  readonly key: number;
  readonly unit: Float32Array;
  readonly nearest: TopK;
}

/**
 * Measures how many candidates searches of a graph need: the true neighbours of a sample, from all
 * vectors, against those that the graph finds. In slices, so that searches go on meanwhile.
 */
export class Calibration {
  readonly #reader: VectorReader;
  readonly #vectors: UnitVectors;
  readonly #set: VectorSet;
  readonly #graph: Graph;
  readonly #threads: number;
  /** Vectors that came later are not compared. */
  readonly #newestKey: number;
  readonly #queries: readonly Query[];
  readonly #coarse: Int8Array;
  #comparedUpTo = 0;
  #compared = false;
  /** The place in `tried`, the searches made with it and the shares of neighbours they found. */
  #trial = { place: 0, searched: 0, found: 0 };

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
    this.#queries = this.#sample();
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
    const rows = this.#reader
      .after(this.#set, this.#comparedUpTo)
      .take(most)
      .filter(({ key }) => key <= this.#newestKey)
      .toArray();
    if (rows.length > 0) this.#compare(rows);
    this.#compared = rows.length < most;
    return undefined;
  }

  /** Vectors from all over the set. */
  #sample(): Query[] {
    const places = Array.from({ length: sampled }, (_, i) =>
      Math.ceil(((i + 1) * this.#newestKey) / sampled),
    );
    const found = places.flatMap((key) => this.#reader.newestUpTo(this.#set, key) ?? []);
    const distinct = new Map(found.map(({ key, vector }) => [key, normalised(vector)]));
    return [...distinct].map(([key, unit]) => ({ key, unit, nearest: new TopK(neighbours) }));
  }

  #compare(rows: readonly StoredVector[]): void {
    const { dimensions } = this.#graph;
    const units = rows.map(({ vector }) => normalised(vector));
    const coarse = new Int8Array(rows.length * dimensions);
    for (const [i, unit] of units.entries()) quantiseInto(coarse, unit, i * dimensions);
    const { L2sq } = usearch.MetricKind;
    const threads = this.#threads;
    const count = Math.min(closest, rows.length);
    const { keys } = usearch.exactSearch(coarse, this.#coarse, dimensions, count, L2sq, threads);
    for (const [i, { key: own, unit, nearest }] of this.#queries.entries()) {
      for (const row of keys.subarray(i * count, (i + 1) * count)) {
        const { key } = rows[Number(row)]!;
        if (key !== own) nearest.add(key, dot(unit, units[Number(row)]!, 0));
      }
    }
    this.#comparedUpTo = rows.at(-1)!.key;
  }

  /** Some of the searches with the number of candidates that is being tried. */
  #search(): Breadth | undefined {
    const trial = this.#trial;
    const ef = tried[trial.place]!;
    const most = Math.max(this.#threads, Math.floor(candidatesAtOnce / ef));
    const some = this.#queries.slice(trial.searched, trial.searched + most);
    const units = some.map(({ unit }) => unit);
    const lists = this.#graph.candidates(units, ef, this.#threads);
    for (const [i, query] of some.entries()) trial.found += this.#share(query, lists[i]!);
    trial.searched += some.length;
    if (trial.searched < this.#queries.length) return undefined;
    const recall = trial.found / trial.searched;
    if (recall >= enoughRecall || trial.place === tried.length - 1) return { ef, recall };
    this.#trial = { place: trial.place + 1, searched: 0, found: 0 };
    return undefined;
  }

  /** Share of a query's true neighbours that are among the candidates. */
  #share({ key, unit, nearest }: Query, candidates: readonly number[]): number {
    const truth = nearest.sorted();
    if (truth.length === 0) return 1;
    const least = truth.at(-1)!.score - tie;
    const scored = rank(
      this.#vectors,
      unit,
      candidates.filter((one) => one !== key && one <= this.#newestKey),
    );
    const found = scored.filter(({ score }) => score >= least).length;
    return Math.min(1, found / truth.length);
  }
}
