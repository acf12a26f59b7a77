import { DataCorruptError } from '../../errors/collections.ts';
import { normalised } from '../vectors.ts';
import { calibrate } from './Calibration.ts';
import type { IndexFiles } from './indexFiles.ts';
import type { Team } from './kernel/Team.ts';
import { type Breadth, SetIndex } from './SetIndex.ts';
import type { UnitVectors } from './UnitVectors.ts';
import { setName, type VectorReader, type VectorSet } from './VectorReader.ts';

interface Entry {
  readonly set: VectorSet;
  /** What is searched; undefined while the first one is built. */
  index: SetIndex | undefined;
  /** What is being built to take its place. */
  next: SetIndex | undefined;
  /** What that is learnt by, before. */
  learning: Generator<void, SetIndex> | undefined;
  /** Measures what the searches of the index need. */
  calibration: Generator<void, Breadth> | undefined;
  /** Size of the index at its last snapshot. */
  saved: number;
  /** Size of the index when its searches were last measured; 0 before. */
  measured: number;
  /** Size of the index when it had been built. */
  built: number;
}

export interface IndexerOptions {
  /** Digest of the model whose large sets are indexed, beside those of the collections' models. */
  readonly model: string;
  readonly exactLimit: number;
  readonly team: Team;
  readonly note: (text: string) => void;
}

/** Vectors added between two looks at the searches that wait: some tens of milliseconds. */
const slice = 256;
/** How long to wait for new work, in milliseconds. */
const idleMs = 1000;
/** How long to wait where a vector is damaged, in milliseconds. */
const damagedMs = 60_000;
const mostDead = 0.2;
const growthToSave = 0.2;
const growthToMeasure = 0.2;
/** So much larger a set is worth cells and codes that are learnt of all of it. */
const growthToRebuild = 2;

/** Keeps an index of every large set, building in slices between the searches. */
export class Indexer {
  readonly #reader: VectorReader;
  readonly #files: IndexFiles;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #options: IndexerOptions;
  readonly #entries = new Map<string, Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    reader: VectorReader,
    files: IndexFiles,
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

  /** The index to search a set with, if there is one. */
  index(set: VectorSet): SetIndex | undefined {
    return this.#entries.get(setName(set))?.index;
  }

  /** Saves what has changed and stops. */
  close(): void {
    clearTimeout(this.#timer);
    for (const entry of this.#entries.values()) {
      if (entry.index !== undefined && entry.index.size > entry.saved)
        this.#save(entry, entry.index);
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
    for (const [name, { index, next }] of this.#entries) {
      if (names.includes(name)) continue;
      this.#entries.delete(name);
      index?.release();
      next?.release();
      anyGone = true;
    }
    if (anyGone) this.#files.keepOnly(sets);
    return sets.map((set) => this.#advance(set)).includes(true);
  }

  #open(set: VectorSet): Entry {
    const entry: Entry = {
      set,
      ...{ index: undefined, next: undefined, learning: undefined, calibration: undefined },
      ...{ saved: 0, measured: 0, built: 0 },
    };
    this.#entries.set(setName(set), entry);
    const loaded = this.#files.load(set);
    if (typeof loaded === 'string') {
      this.#options.note(
        `the index snapshot of collection ${set.collection} is built anew: ${loaded}`,
      );
    } else if (loaded !== null) {
      entry.index = loaded;
      entry.saved = loaded.size;
      entry.built = loaded.size;
      if (loaded.breadth !== undefined) entry.measured = loaded.size;
    }
    return entry;
  }

  #advance(set: VectorSet): boolean {
    const entry = this.#entries.get(setName(set)) ?? this.#open(set);
    const next = this.#learn(entry);
    // What is searched meanwhile takes what comes, too.
    const behind = [entry.index, next].filter((one) => one !== undefined && this.#add(set, one));
    if (behind.length > 0 || entry.learning !== undefined) return true;
    if (entry.next !== undefined) {
      entry.index?.release();
      entry.index = entry.next;
      entry.next = undefined;
      entry.saved = 0;
      entry.measured = 0;
      entry.built = entry.index.size;
      this.#options.note(`collection ${set.collection} is indexed: ${entry.index.size} vectors`);
    }
    const index = entry.index!;
    const grown = (since: number, share: number) => index.size > since * (1 + share);
    if (grown(entry.saved, growthToSave)) this.#save(entry, index);
    const dead = index.size - this.#reader.count(set);
    if (dead > mostDead * index.size || grown(entry.built, growthToRebuild)) {
      entry.calibration = undefined;
      entry.learning = SetIndex.learn(this.#reader, set);
      return true;
    }
    if (grown(entry.measured, growthToMeasure)) {
      const vectors = this.#vectors(index.dimensions);
      entry.calibration ??= calibrate(this.#reader, vectors, set, index, this.#options.team);
    }
    return this.#calibrate(entry, index);
  }

  /** What is being built: learns some more of it, where that is to be done. */
  #learn(entry: Entry): SetIndex | undefined {
    if (entry.next === undefined && entry.index === undefined)
      entry.learning ??= SetIndex.learn(this.#reader, entry.set);
    const { learning } = entry;
    if (learning === undefined) return entry.next;
    // One that has failed is over: the next begins anew.
    entry.learning = undefined;
    const { done, value } = learning.next();
    if (done) entry.next = value;
    else entry.learning = learning;
    return entry.next;
  }

  /** Adds one slice of what the set has beyond; true if there may be more. */
  #add(set: VectorSet, index: SetIndex): boolean {
    const rows = this.#reader.after(set, index.newestKey).take(slice).toArray();
    const units = rows.map(({ key, vector }) => ({ key, vector: normalised(vector) }));
    index.add(units);
    const vectors = this.#vectors(index.dimensions);
    for (const { key, vector } of units) vectors.put(key, vector);
    return rows.length === slice;
  }

  /** Does one slice of measuring; true if there is more to do. */
  #calibrate(entry: Entry, index: SetIndex): boolean {
    const { set, calibration } = entry;
    if (calibration === undefined) return false;
    entry.calibration = undefined;
    const { done, value } = calibration.next();
    if (!done) {
      entry.calibration = calibration;
      return true;
    }
    index.breadth = value;
    this.#save(entry, index);
    entry.measured = index.size;
    const { ef, cells, recall } = value;
    this.#options.note(
      `collection ${set.collection}, ${index.size} vectors: with ${ef} candidates of ${cells} in ${index.cells} cells its index finds ${(100 * recall).toFixed(1)} % of the 10 nearest, on a sample`,
    );
    return false;
  }

  #save(entry: Entry, index: SetIndex): void {
    this.#files.save(entry.set, index);
    entry.saved = index.size;
  }
}
