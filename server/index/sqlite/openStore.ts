import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { limits } from '../../config/limits.ts';
import { DataFolderError } from '../../errors/DataFolderError.ts';
import type { Operations } from '../../threads/messages.ts';
import { Thread } from '../../threads/Thread.ts';
import type { SearchOperations, SearchOptions } from '../ann/worker.ts';
import type { Store } from '../store.ts';
import { databaseFile } from './database.ts';
import { lockFolder } from './lock.ts';
import type { StoreOperations } from './worker.ts';

export interface StoreOptions {
  /** The data folder; made if it does not exist. */
  readonly folder: string;
  /** Digest of the model whose vectors are kept indexed. */
  readonly model: string;
  /** Largest number of vectors of one collection that is always searched exactly. */
  readonly exactLimit: number;
  readonly onRestart: (thread: string, reason: string) => void;
  /** Told of each large collection that is indexed, and of each snapshot that is not trusted. */
  readonly onIndex: (message: string) => void;
}

/**
 * The embedded store: SQLite as the truth, written by one thread, and the search in another that
 * reads the same database. The folder is this process's alone until the store is closed.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, model, exactLimit, onRestart, onIndex } = options;
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  const shared = {
    startMs: limits.startMs,
    callMs: limits.storeMs,
    maxPending: limits.storeCalls,
  };
  const file = join(folder, databaseFile);
  const search: SearchOptions = { file, folder: join(folder, 'ann'), model, exactLimit };
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const thread of opened.toReversed()) await thread.close();
    unlock();
  };
  const open = async <Ops extends Operations>(
    name: string,
    worker: string,
    data: unknown,
  ): Promise<Thread<Ops, true>> => {
    const thread = await Thread.start<Ops, true>({
      ...shared,
      name,
      file: new URL(worker, import.meta.url),
      data,
      onRestart: (reason) => onRestart(name, reason),
      onNote: onIndex,
    });
    opened.push(thread);
    return thread;
  };
  try {
    // The writer first: it makes the database that the searcher reads.
    const writer = await open<StoreOperations>('store', './worker.ts', file);
    const searcher = await open<SearchOperations>('search', '../ann/worker.ts', search);
    return storeOf(writer, searcher, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function storeOf(
  writer: Thread<StoreOperations, true>,
  searcher: Thread<SearchOperations, true>,
  close: () => Promise<void>,
): Store {
  return {
    putCollection: (name) => writer.call('putCollection', name),
    listCollections: () => writer.call('listCollections', undefined),
    getCollection: (name) => writer.call('getCollection', name),
    deleteCollection: (name) => writer.call('deleteCollection', name),
    putItem: (item) => writer.call('putItem', item),
    getItem: (collection, id) => writer.call('getItem', { collection, id }),
    getImage: (collection, id) => writer.call('getImage', { collection, id }),
    getVector: (collection, id, model) => writer.call('getVector', { collection, id, model }),
    deleteItem: (collection, id) => writer.call('deleteItem', { collection, id }),
    search: (query) => searcher.call('search', query),
    close,
  };
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(join(folder, 'ann'));
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DataFolderError(folder, error);
  }
}

/** Step by step: the recursive mkdir of Node never returns where a parent cannot be made (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
