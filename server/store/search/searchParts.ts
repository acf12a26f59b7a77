import type { SearchQuery } from '../contract/search.ts';
import { normalised } from '../vectors.ts';
import type { ExactSearch } from './ExactSearch.ts';
import type { Indexer } from './Indexer.ts';
import type { Indexed, IndexSearch } from './IndexSearch.ts';
import type { KnownItems } from './KnownItems.ts';
import type { KnownSets } from './KnownSets.ts';
import type { Matching } from './Matching.ts';
import type { Task } from './task.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

/** What searches work with. */
export interface SearchParts {
  readonly reader: VectorReader;
  readonly sets: KnownSets;
  readonly items: KnownItems;
  readonly indexer: Indexer;
  readonly matching: Matching;
  readonly exactly: ExactSearch;
  readonly byIndex: IndexSearch;
  /** Largest number of vectors that is always searched exactly. */
  readonly exactLimit: number;
}

/** Runs `read` over one state of the database, with nothing remembered of an older one. */
export function inOneState<T>({ reader, sets, items }: SearchParts, read: () => T): T {
  return reader.snapshot(() => {
    const state = reader.state();
    sets.refresh(state);
    items.refresh(state);
    return read();
  });
}

export function resolve(query: SearchQuery, { sets }: SearchParts): Task {
  return { query, ...sets.get(query.collection, query.model), unit: normalised(query.vector) };
}

/** The index of a large set, if there is one that holds nearly all of it. */
export function indexOf(
  set: VectorSet,
  { sets, indexer, exactLimit }: SearchParts,
): Indexed | undefined {
  const index = indexer.index(set);
  if (index === undefined) return undefined;
  const tail = sets.after(set, index.newestKey, exactLimit);
  return tail === null ? undefined : { index, tail };
}

/** Whether a search compares few vectors, or is led by an index of its set. */
export const isIndexed = (collection: string, model: string, parts: SearchParts): boolean =>
  inOneState(parts, () => {
    const { set, considered } = parts.sets.get(collection, model);
    return considered <= parts.exactLimit || indexOf(set, parts) !== undefined;
  });
