import { totalmem } from 'node:os';
import { note, serve } from '../../workers/serve.ts';
import type {
  DuplicatesAnswer,
  DuplicatesQuery,
  HitDetails,
  SearchQuery,
} from '../contract/search.ts';
import { asStoreError, openReader } from '../rows/database.ts';
import { vectorReaderOf } from '../rows/vectorReader.ts';
import { findDuplicates } from '../search/duplicates.ts';
import { ExactSearch } from '../search/ExactSearch.ts';
import { Indexer } from '../search/Indexer.ts';
import { IndexSearch } from '../search/IndexSearch.ts';
import { IndexFiles } from '../search/indexFiles.ts';
import { KnownItems } from '../search/KnownItems.ts';
import { KnownSets } from '../search/KnownSets.ts';
import { Team } from '../search/kernel/Team.ts';
import { Matching } from '../search/Matching.ts';
import { type PackedAnswer, pack } from '../search/packed.ts';
import { readHits } from '../search/readHits.ts';
import { searchAlone } from '../search/searchAlone.ts';
import { isIndexed } from '../search/searchParts.ts';
import { searchTogether } from '../search/searchTogether.ts';
import { UnitVectors } from '../search/UnitVectors.ts';
import { type Patience, Slices } from '../slices.ts';

export interface SearchOptions {
  /** The database. */
  readonly file: string;
  /** Where the snapshots of the indexes are. */
  readonly folder: string;
  /** Digest of the model whose large sets are indexed. */
  readonly model: string;
  readonly exactLimit: number;
  readonly threads: number;
}

/** A call that may take long, and be cancelled by its number. */
export interface LongCall<Query> {
  readonly query: Query;
  readonly number: number;
  /** Time that it may take, in milliseconds. */
  readonly ms: number;
}

export type SearchOperations = {
  /** Queries without filters. */
  search: (queries: readonly SearchQuery[]) => PackedAnswer[];
  searchAlone: (call: LongCall<SearchQuery>) => Promise<PackedAnswer>;
  findDuplicates: (call: LongCall<DuplicatesQuery>) => Promise<DuplicatesAnswer>;
  /** Whether a set of vectors is small, or has its index. */
  isIndexed: (set: { readonly collection: string; readonly model: string }) => boolean;
  cancel: (number: number) => void;
  readHits: (hits: {
    readonly keys: readonly number[];
    readonly vectors: boolean;
  }) => (HitDetails | null)[];
  close: () => void;
};

/** Memory for the vectors of one length, for re-ranking. */
const vectorBudget = totalmem() / 8;

await serve(async ({ file, folder, model, exactLimit, threads }: SearchOptions) => {
  const database = openReader(file);
  const reader = vectorReaderOf(database);
  const kept = new Map<number, UnitVectors>();
  const vectors = (dimensions: number): UnitVectors => {
    const known = kept.get(dimensions) ?? new UnitVectors(reader, dimensions, vectorBudget);
    kept.set(dimensions, known);
    return known;
  };
  const files = new IndexFiles(folder, reader);
  const team = new Team(threads);
  const indexer = new Indexer(reader, files, vectors, { model, exactLimit, team, note });
  const matching = new Matching(reader);
  const exactly = new ExactSearch(reader, vectors);
  const byIndex = new IndexSearch(reader, vectors, team);
  const sets = new KnownSets(reader);
  const items = new KnownItems(reader);
  const parts = { reader, sets, items, indexer, matching, exactly, byIndex, exactLimit };

  const underWay = new Map<number, AbortController>();
  async function atLength<Query, Answer>(
    { query, number, ms }: LongCall<Query>,
    work: (query: Query, patience: Patience) => Promise<Answer>,
  ): Promise<Answer> {
    const cancelled = new AbortController();
    underWay.set(number, cancelled);
    try {
      return await work(query, { ms, signal: cancelled.signal });
    } catch (error) {
      throw asStoreError(error);
    } finally {
      underWay.delete(number);
    }
  }

  const operations: SearchOperations = {
    search(queries) {
      try {
        const answers = searchTogether(queries, parts);
        return answers.map((one) =>
          pack(one instanceof Error ? (asStoreError(one) as Error) : one),
        );
      } catch (error) {
        throw asStoreError(error);
      }
    },
    searchAlone: async (call) =>
      pack(
        await atLength(call, (query, patience) => searchAlone(query, parts, new Slices(patience))),
      ),
    findDuplicates: (call) =>
      atLength(call, (query, patience) => findDuplicates(query, parts, patience)),
    isIndexed({ collection, model }) {
      try {
        return isIndexed(collection, model, parts);
      } catch (error) {
        throw asStoreError(error);
      }
    },
    cancel: (number) => underWay.get(number)?.abort(),
    readHits({ keys, vectors }) {
      try {
        return readHits(keys, vectors, parts);
      } catch (error) {
        throw asStoreError(error);
      }
    },
    close() {
      indexer.close();
      team.close();
      database.close();
    },
  };
  return { ready: true, operations };
});
