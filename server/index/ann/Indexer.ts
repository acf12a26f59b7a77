import { Graph } from './Graph.ts';
import type { Reader, StoredVector, VectorSet } from './reader.ts';
import type { Snapshots } from './snapshots.ts';

interface Entry {
  /** What is searched; undefined while the first one is built. */
  graph: Graph | undefined;
  /** What is being built to take its place. */
  next: Graph | undefined;
  /** Size of the graph at its last snapshot. */
  saved: number;
}

/** Vectors added between two looks at the searches that wait: some tens of milliseconds. */
const slice = 128;
/** How long to wait for new work, in milliseconds. */
const idleMs = 1000;
const mostDead = 0.2;
const growthToSave = 0.2;

/** Keeps a graph for every large collection, building in slices between the searches. */
export class Indexer {
  readonly #reader: Reader;
  readonly #snapshots: Snapshots;
  readonly #model: string;
  readonly #exactLimit: number;
  readonly #note: (text: string) => void;
  readonly #entries = new Map<number, Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    reader: Reader,
    snapshots: Snapshots,
    options: { model: string; exactLimit: number; note: (text: string) => void },
  ) {
    this.#reader = reader;
    this.#snapshots = snapshots;
    this.#model = options.model;
    this.#exactLimit = options.exactLimit;
    this.#note = options.note;
    const collections = reader.large(this.#model, this.#exactLimit);
    snapshots.keepOnly(collections.map((collection) => this.#set(collection)));
    for (const collection of collections) this.#open(collection);
    this.#schedule(0);
  }

  /** The graph to search a set with, if there is one. */
  graph({ collection, model }: VectorSet): Graph | undefined {
    return model === this.#model ? this.#entries.get(collection)?.graph : undefined;
  }

  /** Saves what has changed and stops. */
  close(): void {
    clearTimeout(this.#timer);
    for (const [collection, entry] of this.#entries) this.#save(collection, entry, 0);
  }

  #set(collection: number): VectorSet {
    return { collection, model: this.#model };
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      let next = idleMs;
      try {
        if (this.#work()) next = 0;
      } catch (error) {
        this.#note(`indexing failed and is tried again: ${(error as Error).message}`);
      }
      this.#schedule(next);
    }, ms);
  }

  /** Does one slice for each collection that needs it; true if there is more to do. */
  #work(): boolean {
    const collections = this.#reader.large(this.#model, this.#exactLimit);
    for (const collection of this.#entries.keys()) {
      if (!collections.includes(collection)) this.#entries.delete(collection);
    }
    return collections.map((collection) => this.#advance(collection)).includes(true);
  }

  #open(collection: number): Entry {
    const entry: Entry = { graph: undefined, next: undefined, saved: 0 };
    this.#entries.set(collection, entry);
    const loaded = this.#snapshots.load(this.#set(collection));
    if (typeof loaded === 'string') {
      this.#note(`the index snapshot of collection ${collection} is built anew: ${loaded}`);
    } else if (loaded !== null) {
      entry.graph = loaded;
      entry.saved = loaded.size;
    }
    return entry;
  }

  #advance(collection: number): boolean {
    const entry = this.#entries.get(collection) ?? this.#open(collection);
    const set = this.#set(collection);
    const target = entry.next ?? entry.graph;
    const rows = this.#rowsAfter(set, target?.newestKey ?? 0);
    if (rows.length > 0) {
      const growing = target ?? Graph.empty(rows[0]!.vector.length);
      if (target === undefined) entry.next = growing;
      growing.add(rows);
      if (rows.length === slice) return true;
    }
    if (entry.next !== undefined) {
      entry.graph = entry.next;
      entry.next = undefined;
      entry.saved = 0;
      this.#note(`collection ${collection} is indexed: ${entry.graph.size} vectors`);
    }
    this.#save(collection, entry, growthToSave);
    const { graph } = entry;
    if (graph === undefined) return false;
    const dead = graph.size - this.#reader.count(set);
    if (dead <= mostDead * graph.size) return false;
    entry.next = Graph.empty(graph.dimensions);
    return true;
  }

  #rowsAfter(set: VectorSet, key: number): StoredVector[] {
    return this.#reader.after(set, key).take(slice).toArray();
  }

  #save(collection: number, { graph, saved }: Entry, growth: number): void {
    if (graph === undefined || graph.size <= saved * (1 + growth)) return;
    this.#snapshots.save(this.#set(collection), graph);
    this.#entries.get(collection)!.saved = graph.size;
  }
}
