interface Indexed {
  /** What its settings set: "ef", "nprobes". */
  readonly knob: string;
  /** From quick to thorough; undefined is its default. */
  readonly settings: readonly (number | undefined)[];
  /** Indexes the rows of `vectors`, under their numbers. */
  build(vectors: Float32Array, dimensions: number): Promise<void>;
  /** Further figures, once all else has been measured. */
  finish?(queries: readonly Float32Array[], seconds: number): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** One way to index and search, in a process of its own. */
export interface Contender extends Indexed {
  /** Numbers of the k nearest rows by cosine. */
  search(query: Float32Array, k: number, setting: number | undefined): Promise<number[]>;
  /** Of one whose index is in a database of this machine: that one's first process. */
  readonly databasePid?: number;
}

/** One in another language, which measures itself: what is between its process and ours would count. */
export interface ApartContender extends Indexed {
  /** Numbers of the k nearest rows of each query; the queries are those of the rates, too. */
  searchAll(queries: Float32Array, k: number, setting: number): Promise<number[][]>;
  rates(setting: number, seconds: number): Promise<[Rate, Rate]>;
  /** What its index takes, in MiB. */
  indexMiB(): number;
}

/** What a contender's process is told, as one JSON argument. */
export interface Task {
  readonly contender: string;
  /** Folder with the packages of peers. */
  readonly packages: string;
  /** postgres://... of this machine, for whoever needs one. */
  readonly database: string;
  /** A .npy file of unit vectors, or '' for as many drawn ones as the next two say. */
  readonly embeddings: string;
  readonly vectors: number;
  readonly dimensions: number;
  readonly queries: number;
  /** Seconds of each measurement. */
  readonly seconds: number;
}

export interface Rate {
  readonly clients: number;
  readonly perSecond: number;
  /** The slowest in a hundred, in milliseconds. */
  readonly p99: number;
}

/** A setting as it was found right after building. */
export interface Point {
  /** -1 is the default. */
  readonly setting: number;
  /** Recall@10 against exact search. */
  readonly recall: number;
  /** Searches that one client gets in a second; a first impression, to choose a setting by. */
  readonly perSecond: number;
}

/** What a contender's process says once its index is built. */
export interface Built {
  readonly knob: string;
  readonly buildSeconds: number;
  /** Growth of the process from before the index was built, in MiB. */
  readonly indexMiB: number;
  /** What all processes of its database take, in MiB; 0 without one. */
  readonly databaseMiB: number;
  readonly points: readonly Point[];
}

/** What it is told then: to measure a setting, answered by rates with 1 and 16 clients; to end. */
export type Order =
  | { readonly kind: 'measure'; readonly setting: number }
  | { readonly kind: 'finish' };
