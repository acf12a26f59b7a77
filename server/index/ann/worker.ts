import { workerData } from 'node:worker_threads';
import { note, serve } from '../../threads/serve.ts';
import { asStoreError, openReader } from '../sqlite/database.ts';
import type { SearchAnswer, SearchQuery } from '../store.ts';
import { Indexer } from './Indexer.ts';
import { readerOf } from './reader.ts';
import { Searcher } from './Searcher.ts';
import { Snapshots } from './snapshots.ts';

export interface SearchOptions {
  /** The database. */
  readonly file: string;
  /** Where the snapshots of the graphs are. */
  readonly folder: string;
  /** Digest of the model whose large sets are indexed. */
  readonly model: string;
  readonly exactLimit: number;
}

export type SearchOperations = {
  search: (query: SearchQuery) => SearchAnswer;
  close: () => void;
};

await serve(async () => {
  const { file, folder, model, exactLimit } = workerData as SearchOptions;
  const database = openReader(file);
  const reader = readerOf(database);
  const snapshots = new Snapshots(folder, reader);
  const indexer = new Indexer(reader, snapshots, { model, exactLimit, note });
  const searcher = new Searcher(reader, indexer, exactLimit);
  const operations: SearchOperations = {
    search(query) {
      try {
        return searcher.search(query);
      } catch (error) {
        throw asStoreError(error);
      }
    },
    close() {
      indexer.close();
      database.close();
    },
  };
  return { ready: true, operations };
});
