import type { Filter } from '../filter/filter.ts';
import type { Patience } from '../slices.ts';
import type { JsonText } from './items.ts';

/** What is near what. */
export interface Searches {
  /** The nearest items by cosine among the vectors of one model. @throws {TooSlowError} */
  search(query: SearchQuery, patience?: Patience): Promise<SearchAnswer>;
  /**
   * What a search has left out of its hits, for some of them, in the order of the keys and as far
   * as `aheadBytes` go: null where an item is there no more. At least one, if any is asked for.
   */
  readHits(keys: readonly number[], vectors: boolean): Promise<(HitDetails | null)[]>;
  /** Groups of items each of which is near another of its group, as far as there is time. */
  findDuplicates(query: DuplicatesQuery, patience?: Patience): Promise<DuplicatesAnswer>;
}

export interface SearchQuery {
  readonly collection: string;
  readonly model: string;
  /** float32 [dimensions], of any length but zero. */
  readonly vector: Float32Array;
  readonly k: number;
  readonly filter?: Filter | undefined;
  /** The least score of a hit. */
  readonly minScore?: number | undefined;
  /** Whether hits carry their vectors. */
  readonly vectors?: boolean | undefined;
  /** Bytes of metadata that come with the hits; `aheadBytes` by default. */
  readonly mostBytes?: number | undefined;
  /** Compare every vector, however long it takes. */
  readonly exact?: boolean | undefined;
  /** Search a large set by its index, with so many candidates: more find more and take longer. */
  readonly ef?: number | undefined;
}

export interface HitDetails {
  readonly metadata: JsonText;
  readonly vector?: Float32Array | undefined;
}

export interface SearchHit {
  readonly id: string;
  /** Cosine similarity, -1 to 1. */
  readonly score: number;
  /** What `readHits` takes, for as long as the item stays as it is. */
  readonly key: number;
  /** Null where those of the hits before it were much already. */
  readonly details: HitDetails | null;
}

export interface SearchAnswer {
  /** True if every vector that passes the filter was compared, false for an approximate search. */
  readonly exact: boolean;
  /**
   * Number of comparable vectors: those of the query's model in the collection. With a filter those
   * of items that pass it, of which an approximate search counts what it came across.
   */
  readonly considered: number;
  /** False if the filter left fewer hits within reach than were asked for and may be there. */
  readonly complete: boolean;
  /** Best first. */
  readonly hits: readonly SearchHit[];
}

export interface DuplicatesQuery {
  readonly collection: string;
  readonly model: string;
  /** Cosine from which two items belong together. */
  readonly minScore: number;
  /** Largest number of groups to answer. */
  readonly limit: number;
}

export interface DuplicateGroup {
  /** By id; at least two. The score is that of the nearest other item. */
  readonly items: readonly { readonly id: string; readonly score: number }[];
}

export interface DuplicatesAnswer {
  /** Largest first. */
  readonly groups: readonly DuplicateGroup[];
  /** How many groups there are, more than were asked for included. */
  readonly total: number;
  readonly exact: boolean;
  /** Items whose neighbours were looked at, of `considered`: fewer if time ran out. */
  readonly compared: number;
  readonly considered: number;
}
