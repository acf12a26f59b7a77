import type { SearchQuery } from '../contract/search.ts';
import { normalised } from '../vectors.ts';
import type { ExactSearch } from './ExactSearch.ts';
import type { GraphSearch, Grown } from './GraphSearch.ts';
import type { Indexer } from './Indexer.ts';
import type { KnownItems } from './KnownItems.ts';
import type { KnownSets } from './KnownSets.ts';
import type { Matching } from './Matching.ts';
import type { ScanSearch } from './ScanSearch.ts';
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
  readonly byScan: ScanSearch;
  readonly byGraph: GraphSearch;
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

/** The graph of a large set, if there is one that holds nearly all of it. */
export function graphOf(
  set: VectorSet,
  { sets, indexer, exactLimit }: SearchParts,
): Grown | undefined {
  const graph = indexer.graph(set);
  if (graph === undefined) return undefined;
  const tail = sets.after(set, graph.newestKey, exactLimit);
  if (tail === null) return undefined;
  return { graph, tail: [...graph.withheld.map(({ key }) => key), ...tail] };
}

/** Whether a search compares few vectors, or is led by a graph of its set. */
export const isIndexed = (collection: string, model: string, parts: SearchParts): boolean =>
  inOneState(parts, () => {
    const { set, considered } = parts.sets.get(collection, model);
    return considered <= parts.exactLimit || graphOf(set, parts) !== undefined;
  });
