import { normalised } from '../vectors.ts';
import { Calibration } from './Calibration.ts';
import { Graph } from './Graph.ts';
import type { Snapshots } from './snapshots.ts';
import type { UnitVectors } from './UnitVectors.ts';
import { type StoredVector, setName, type VectorReader, type VectorSet } from './vectorReader.ts';

interface Entry {
  readonly set: VectorSet;
  /** What is searched; undefined while the first one is built. */
  graph: Graph | undefined;
  /** What is being built to take its place. */
  next: Graph | undefined;
  /** Size of the graph at its last snapshot. */
  saved: number;
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

/** Keeps a graph for every large set, building in slices between the searches. */
export class Indexer {
  readonly #reader: VectorReader;
  readonly #snapshots: Snapshots;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #options: IndexerOptions;
  readonly #entries = new Map<string, Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    reader: VectorReader,
    snapshots: Snapshots,
    vectors: (dimensions: number) => UnitVectors,
    options: IndexerOptions,
  ) {
    this.#reader = reader;
    this.#snapshots = snapshots;
    this.#vectors = vectors;
    this.#options = options;
    const sets = this.#largeSets();
    snapshots.keepOnly(sets);
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
    for (const entry of this.#entries.values()) this.#save(entry, 0);
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
        if ((error as { code?: unknown }).code === 'data_corrupt') next = damagedMs;
        this.#options.note(`indexing failed and is tried again: ${(error as Error).message}`);
      }
      this.#schedule(next);
    }, ms);
  }

  /** Does one slice for each set that needs it; true if there is more to do. */
  #work(): boolean {
    const sets = this.#largeSets();
    const names = sets.map(setName);
    for (const name of this.#entries.keys()) {
      if (!names.includes(name)) this.#entries.delete(name);
    }
    return sets.map((set) => this.#advance(set)).includes(true);
  }

  #open(set: VectorSet): Entry {
    const entry: Entry = {
      set,
      graph: undefined,
      next: undefined,
      saved: 0,
      calibration: undefined,
    };
    this.#entries.set(setName(set), entry);
    const loaded = this.#snapshots.load(set);
    if (typeof loaded === 'string') {
      this.#options.note(
        `the index snapshot of collection ${set.collection} is built anew: ${loaded}`,
      );
    } else if (loaded !== null) {
      entry.graph = loaded;
      entry.saved = loaded.size;
      if (loaded.breadth === undefined) this.#beginCalibration(entry, loaded);
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
      const growing = target ?? Graph.empty(rows[0]!.vector.length);
      if (target === undefined) entry.next = growing;
      this.#add(growing, rows);
      if (rows.length === slice) return true;
    }
    if (entry.next !== undefined) {
      entry.graph = entry.next;
      entry.next = undefined;
      entry.saved = 0;
      this.#options.note(`collection ${set.collection} is indexed: ${entry.graph.size} vectors`);
    }
    const { graph } = entry;
    if (graph === undefined) return false;
    if (this.#save(entry, growthToSave)) this.#beginCalibration(entry, graph);
    const dead = graph.size - this.#reader.count(set);
    if (dead <= mostDead * graph.size) return this.#calibrate(entry, graph);
    entry.calibration = undefined;
    entry.next = Graph.empty(graph.dimensions);
    return true;
  }

  #add(graph: Graph, rows: readonly StoredVector[]): void {
    const units = rows.map(({ key, vector }) => ({ key, vector: normalised(vector) }));
    graph.add(units, this.#options.threads);
    const vectors = this.#vectors(graph.dimensions);
    for (const { key, vector } of units) vectors.put(key, vector);
  }

  #beginCalibration(entry: Entry, graph: Graph): void {
    const vectors = this.#vectors(graph.dimensions);
    const { threads } = this.#options;
    entry.calibration = new Calibration(this.#reader, vectors, entry.set, graph, threads);
  }

  /** Does one slice of measuring; true if there is more to do. */
  #calibrate(entry: Entry, graph: Graph): boolean {
    const { set, calibration } = entry;
    if (calibration === undefined) return false;
    const breadth = calibration.advance();
    if (breadth === undefined) return true;
    entry.calibration = undefined;
    graph.breadth = breadth;
    this.#snapshots.addBreadth(set, breadth);
    const share = `${(100 * breadth.recall).toFixed(1)} %`;
    this.#options.note(
      `collection ${set.collection}: with ${breadth.ef} candidates its index finds ${share} of the 10 nearest, on a sample`,
    );
    return false;
  }

  /** @returns whether there was enough to save */
  #save(entry: Entry, growth: number): boolean {
    const { set, graph, saved } = entry;
    if (graph === undefined || graph.size <= saved * (1 + growth)) return false;
    this.#snapshots.save(set, graph);
    entry.saved = graph.size;
    return true;
  }
}
