import type { SearchQuery } from '../contract/search.ts';
import type { Scored } from './TopK.ts';
import type { VectorSet } from './VectorReader.ts';

/** A query, resolved against the state of the database that is searched. */
export interface Task {
  readonly query: SearchQuery;
  readonly set: VectorSet;
  /** The query's vector at length 1. */
  readonly unit: Float32Array;
  /** Number of vectors in the set. */
  readonly considered: number;
}

export interface Found {
  readonly exact: boolean;
  readonly complete: boolean;
  /** Best first; of an approximate search more than were asked for, dead ones among them. */
  readonly scored: readonly Scored[];
}
