import type { SelfsameError } from '@selfsame/models/light';
import type { ItemVersion } from './files.ts';
import type { Store } from './Store.ts';
import type { UnmadeItem } from './vectors.ts';

/** A store that several servers may have open at once. */
export interface SharedStore extends Store {
  /** The model that a collection is searched by, as every server sees it; cheap. */
  searchedBy(collection: string): Promise<string | null>;
  /** Digests of the models that a collection is searched by, will be, or was. */
  modelsInUse(): Promise<readonly string[]>;
  /** Joins the others. @param name what this server is called, by people */
  join(name: string): Promise<Membership>;
}

/** An error as it is told to another server. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly status?: number | undefined;
  readonly param?: string | null | undefined;
}

/** The models that a server has loaded and verified, and why it could not load others: by digests. */
export interface Loaded {
  readonly loaded: readonly string[];
  readonly failed: Readonly<Record<string, ToldError>>;
}

export interface Member extends Loaded {
  readonly name: string;
}

/** One of the servers over a store, which says each second that it is there. */
export interface Membership {
  /** What this server is called. */
  readonly name: string;
  /** What others are told of it from now on. */
  announce(loaded: Loaded): Promise<void>;
  /** All that have said lately that they are there, this one among them. */
  members(): Promise<Member[]>;
  /** Why this server cannot go on: its schema is too old; null while it can. */
  problem(): SelfsameError | null;
  /** Makes this server the one that leads; null while another one is it. */
  lead(): Promise<Lead | null>;
  readonly pieces: Pieces;
  readonly calls: Calls;
  readonly board: Board;
  /** Tells the others that it goes; may be called again. */
  leave(): Promise<void>;
}

/** That this server leads, and no other one, for as long as the connection lasts that says so. */
export interface Lead {
  /** The store, in which what concerns models is changed only while this server leads. */
  readonly store: Store;
  /** Aborts when it does not lead any more. */
  readonly lost: AbortSignal;
  /** Divides the items that lack a vector of a model, and have a kept picture, into pieces. */
  deal(collections: readonly string[], model: string): Promise<void>;
  /** Takes all pieces away. */
  clear(): Promise<void>;
  /** Publishes the jobs of the one that leads. */
  publish(jobs: readonly PublishedJob[]): Promise<void>;
  end(): Promise<void>;
}

/** Items that one server embeds. */
export interface Piece {
  readonly key: number;
  readonly collection: string;
  readonly model: string;
  readonly items: readonly ItemVersion[];
}

export interface PiecesLeft {
  /** Those that are not done. */
  readonly left: number;
  readonly unmade: readonly UnmadeItem[];
  /** Why one has failed again and again, if one has. */
  readonly error: ToldError | null;
}

/** What is embedded by whoever takes it. That of a server that is gone can be taken anew. */
export interface Pieces {
  /** Gives back what this server has taken and not done. */
  giveBack(): Promise<void>;
  /** Takes one of a model that is loaded here; null where none is left. */
  take(models: readonly string[]): Promise<Piece | null>;
  done(piece: Piece, unmade: readonly UnmadeItem[]): Promise<void>;
  failed(piece: Piece, error: ToldError): Promise<void>;
  left(): Promise<PiecesLeft>;
}

export interface Call {
  readonly key: number;
  readonly method: string;
  readonly argument: unknown;
}

/** What a call came to. */
export type Answer = { readonly value: unknown } | { readonly error: ToldError };

/** What servers ask of each other. */
export interface Calls {
  /**
   * Asks one of them, and waits.
   * @param member its id; null: whichever leads
   * @returns null if no answer came in time
   */
  ask(member: string | null, method: string, argument: unknown, ms: number): Promise<Answer | null>;
  /** Those that this one is to answer. @param leads also those that whoever leads is asked */
  take(leads: boolean): Promise<Call[]>;
  answer(call: Call, answer: Answer): Promise<void>;
  /** Leaves one to whoever leads now. */
  leave(call: Call): Promise<void>;
}

export interface PublishedJob {
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
}

export interface JobOnBoard {
  /** The id of its server; null once that is gone. */
  readonly member: string | null;
  /** The server's name. */
  readonly host: string;
  /** As it was published. */
  readonly job: PublishedJob;
}

/** Jobs of all servers, as they last told of them. */
export interface Board {
  publish(jobs: readonly PublishedJob[]): Promise<void>;
  /** Oldest first. @param kind of those alone */
  list(kind?: string): Promise<JobOnBoard[]>;
  find(id: string): Promise<JobOnBoard | null>;
}
