import { DataCorruptError } from '../../errors/collections.ts';
import { normalised } from '../vectors.ts';
import { Calibration, sampled } from './Calibration.ts';
import { Graph } from './Graph.ts';
import type { GraphFiles } from './graphFiles.ts';
import type { UnitVectors } from './UnitVectors.ts';
import { type StoredVector, setName, type VectorReader, type VectorSet } from './VectorReader.ts';

interface Entry {
  readonly set: VectorSet;
  /** What is searched; undefined while the first one is built. */
  graph: Graph | undefined;
  /** What is being built to take its place. */
  next: Graph | undefined;
  /** Size of the graph at its last snapshot. */
  saved: number;
  /** Size of the graph when its searches were last measured; 0 before. */
  measured: number;
  /** Of so many vectors that come, one is withheld from what is growing; 0: none. */
  withheldOf: number;
  /** Vectors that have come since then. */
  come: number;
  /** Measures what the graph's searches need. */
  calibration: Calibration | undefined;
}

export interface IndexerOptions {
  /** Digest of the model whose large sets are indexed, beside those of the collections' models. */
  readonly model: string;
  readonly exactLimit: number;
  readonly threads: number;
  readonly note: (text: string) => void;
}

/** Vectors added between two looks at the searches that wait: some tens of milliseconds. */
const slice = 128;
/** How long to wait for new work, in milliseconds. */
const idleMs = 1000;
/** How long to wait where a vector is damaged, in milliseconds. */
const damagedMs = 60_000;
const mostDead = 0.2;
const growthToSave = 0.2;
const growthToMeasure = 0.2;
/** Growth that is not to be left unmeasured. */
const growthToRebuild = 1;
/** The largest share of what comes that is withheld is one of so many. */
const leastWithheldOf = 8;

/** Keeps a graph for every large set, building in slices between the searches. */
export class Indexer {
  readonly #reader: VectorReader;
  readonly #files: GraphFiles;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #options: IndexerOptions;
  readonly #entries = new Map<string, Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    reader: VectorReader,
    files: GraphFiles,
    vectors: (dimensions: number) => UnitVectors,
    options: IndexerOptions,
  ) {
    this.#reader = reader;
    this.#files = files;
    this.#vectors = vectors;
    this.#options = options;
    const sets = this.#largeSets();
    files.keepOnly(sets);
    for (const set of sets) this.#open(set);
    this.#schedule(0);
  }

  /** The graph to search a set with, if there is one. */
  graph(set: VectorSet): Graph | undefined {
    return this.#entries.get(setName(set))?.graph;
  }

  /** Saves what has changed and stops. */
  close(): void {
    clearTimeout(this.#timer);
    for (const entry of this.#entries.values()) {
      entry.graph?.addWithheld(this.#options.threads);
      if (entry.graph !== undefined && entry.graph.size > entry.saved) this.#save(entry);
    }
  }

  #largeSets(): VectorSet[] {
    return this.#reader.large(this.#options.model, this.#options.exactLimit);
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      let next = idleMs;
      try {
        if (this.#work()) next = 0;
      } catch (error) {
        if (DataCorruptError.is(error)) next = damagedMs;
        this.#options.note(`indexing failed and is tried again: ${(error as Error).message}`);
      }
      this.#schedule(next);
    }, ms);
  }

  /** Does one slice for each set that needs it; true if there is more to do. */
  #work(): boolean {
    const sets = this.#largeSets();
    const names = sets.map(setName);
    let anyGone = false;
    for (const name of this.#entries.keys()) {
      if (names.includes(name)) continue;
      this.#entries.delete(name);
      anyGone = true;
    }
    if (anyGone) this.#files.keepOnly(sets);
    return sets.map((set) => this.#advance(set)).includes(true);
  }

  #open(set: VectorSet): Entry {
    const entry: Entry = {
      set,
      graph: undefined,
      next: undefined,
      saved: 0,
      ...{ measured: 0, withheldOf: 0, come: 0 },
      calibration: undefined,
    };
    this.#entries.set(setName(set), entry);
    const loaded = this.#files.load(set);
    if (typeof loaded === 'string') {
      this.#options.note(
        `the index snapshot of collection ${set.collection} is built anew: ${loaded}`,
      );
    } else if (loaded !== null) {
      entry.graph = loaded;
      entry.saved = loaded.size;
      entry.measured = loaded.size;
      // It has every vector: what it needs is measured of one that is built anew beside it.
      if (loaded.breadth?.by !== 'withheld') this.#buildNext(entry, loaded.dimensions);
    }
    return entry;
  }

  #advance(set: VectorSet): boolean {
    const entry = this.#entries.get(setName(set)) ?? this.#open(set);
    const target = entry.next ?? entry.graph;
    const rows = this.#reader
      .after(set, target?.newestKey ?? 0)
      .take(slice)
      .toArray();
    if (rows.length > 0) {
      if (rows.length === slice) this.#withholdOfGrowth(entry);
      this.#add(entry, target ?? this.#buildNext(entry, rows[0]!.vector.length), rows);
      if (rows.length === slice) return true;
    }
    if (entry.next !== undefined) {
      entry.graph = entry.next;
      entry.next = undefined;
      entry.saved = 0;
      entry.measured = 0;
      const count = entry.graph.size + entry.graph.withheld.length;
      this.#options.note(`collection ${set.collection} is indexed: ${count} vectors`);
      this.#beginCalibration(entry, entry.graph);
    }
    const { graph } = entry;
    if (graph === undefined) return false;
    this.#useWithheld(entry, graph);
    const grown = (since: number, share: number) => graph.size > since * (1 + share);
    if (graph.withheld.length === 0 && grown(entry.saved, growthToSave)) this.#save(entry);
    const dead = graph.size + graph.withheld.length - this.#reader.count(set);
    const changed = entry.measured > 0 && grown(entry.measured, growthToRebuild);
    if (dead <= mostDead * graph.size && !changed) return this.#calibrate(entry, graph);
    entry.calibration = undefined;
    this.#buildNext(entry, graph.dimensions);
    return true;
  }

  /** Begins a graph that takes the place of the one there is, with a sample withheld from all over. */
  #buildNext(entry: Entry, dimensions: number): Graph {
    const share = Math.floor(this.#reader.count(entry.set) / sampled);
    entry.withheldOf = Math.max(leastWithheldOf, share);
    entry.come = 0;
    entry.next = Graph.empty(dimensions);
    return entry.next;
  }

  /**
   * Where many vectors come at once to a graph that has grown, some are withheld to measure it by.
   * Not where few do: they would have to be compared by every search for long.
   */
  #withholdOfGrowth(entry: Entry): void {
    const { graph, next, measured, calibration } = entry;
    if (graph === undefined || next !== undefined || calibration !== undefined) return;
    if (measured === 0 || graph.withheld.length > 0) return;
    if (graph.size <= measured * (1 + growthToMeasure)) return;
    entry.withheldOf = leastWithheldOf;
  }

  /** Measures by what was withheld, or adds it where it is too little for that. */
  #useWithheld(entry: Entry, graph: Graph): void {
    if (entry.calibration !== undefined || graph.withheld.length === 0) return;
    entry.withheldOf = 0;
    if (graph.withheld.length >= sampled / 2) this.#beginCalibration(entry, graph);
    else graph.addWithheld(this.#options.threads);
  }

  #add(entry: Entry, graph: Graph, rows: readonly StoredVector[]): void {
    const units = rows.map(({ key, vector }) => ({ key, vector: normalised(vector) }));
    const { withheldOf } = entry;
    const room = sampled - graph.withheld.length;
    const withheld = new Set(
      units.filter(() => withheldOf > 0 && entry.come++ % withheldOf === 0).slice(0, room),
    );
    graph.add(
      units.filter((one) => !withheld.has(one)),
      this.#options.threads,
    );
    graph.withhold([...withheld]);
    const vectors = this.#vectors(graph.dimensions);
    for (const { key, vector } of units) vectors.put(key, vector);
  }

  #beginCalibration(entry: Entry, graph: Graph): void {
    const vectors = this.#vectors(graph.dimensions);
    const { threads } = this.#options;
    entry.withheldOf = 0;
    entry.calibration = new Calibration(this.#reader, vectors, entry.set, graph, threads);
  }

  /** Does one slice of measuring; true if there is more to do. */
  #calibrate(entry: Entry, graph: Graph): boolean {
    const { set, calibration } = entry;
    if (calibration === undefined) return false;
    const breadth = calibration.advance();
    if (breadth === undefined) return true;
    entry.calibration = undefined;
    // What came last may lie where finding is easy: less than before is not taken to be enough.
    const ef = Math.max(breadth.ef, graph.breadth?.ef ?? 0);
    graph.breadth = { ...breadth, ef };
    graph.addWithheld(this.#options.threads);
    this.#save(entry);
    entry.measured = graph.size;
    const share = `${(100 * breadth.recall).toFixed(1)} %`;
    this.#options.note(
      `collection ${set.collection}: with ${ef} candidates its index finds ${share} of the 10 nearest, on a sample`,
    );
    return false;
  }

  #save(entry: Entry): void {
    const { set, graph } = entry;
    if (graph === undefined) return;
    this.#files.save(set, graph);
    entry.saved = graph.size;
  }
}
