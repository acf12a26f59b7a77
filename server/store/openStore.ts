import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DataCorruptError, TooSlowError } from '../errors/collections.ts';
import { QueueFullError } from '../errors/service.ts';
import { limits } from '../limits.ts';
import type { Operations } from '../workers/protocol.ts';
import { Worker } from '../workers/Worker.ts';
import type { Store } from './contract/Store.ts';
import type { SearchAnswer, SearchQuery } from './contract/search.ts';
import type { SnapshotList } from './contract/snapshots.ts';
import type { Lacking } from './contract/vectors.ts';
import { Damage } from './Damage.ts';
import type { Filter } from './filter/filter.ts';
import { Presence } from './Presence.ts';
import { QueryGroups } from './QueryGroups.ts';
import { databaseFile } from './rows/database.ts';
import { indexesIn, prepareFolder, snapshotsIn } from './rows/folder.ts';
import { Guard } from './rows/Guard.ts';
import type { Dropping } from './rows/generations.ts';
import { addLacking, type LackingPiece } from './rows/lacking.ts';
import { lockFolder } from './rows/lock.ts';
import type { Piece } from './rows/pieces.ts';
import { refuseMissing } from './rows/refuseMissing.ts';
import { refuseReplaced } from './rows/refuseReplaced.ts';
import { listSnapshots, mayBeOf } from './rows/snapshot/sidecar.ts';
import { type PackedAnswer, unpack } from './search/packed.ts';
import type { Patience } from './slices.ts';
import type { SnapshotOperations, SnapshotOptions } from './threads/copy.ts';
import type { ReaderOperations } from './threads/read.ts';
import type { SearchOperations, SearchOptions } from './threads/search.ts';
import type { WriterOperations, WriterOptions } from './threads/write.ts';

export interface StoreOptions {
  /** The data folder; made if it does not exist. */
  readonly folder: string;
  /** Digest of the model whose vectors are kept indexed, beside those of the collections' models. */
  readonly model: string;
  /** Largest number of vectors of one collection that is always searched exactly. */
  readonly exactLimit: number;
  /** Threads of a search; all by default. */
  readonly threads?: number;
  /** Free space on the disk below which nothing is added, in bytes. */
  readonly diskReserve: number;
  readonly onRestart: (thread: string, reason: string) => void;
  /** Told of each large collection that is indexed, and of each snapshot that is not trusted. */
  readonly onIndex: (message: string) => void;
  /** Told of what is found to be damaged, at most some times. */
  readonly onDamage?: (message: string) => void;
}

/**
 * The embedded store: SQLite as the truth, written by one thread and read by another, and the
 * search in a third. The folder is this process's alone until the store is closed.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, model, exactLimit, onRestart, onIndex } = options;
  refuseMissing(folder);
  refuseReplaced(folder);
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  const shared = {
    startMs: limits.startMs,
    maxPending: limits.storeCalls,
  };
  const file = join(folder, databaseFile);
  const writing: WriterOptions = { file, reserve: options.diskReserve };
  const searching: SearchOptions = {
    ...{ file, folder: indexesIn(folder), model, exactLimit },
    threads: options.threads ?? availableParallelism(),
  };
  const copying: SnapshotOptions = { file, folder: snapshotsIn(folder) };
  const opened: { close(): Promise<void> }[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      for (const one of opened.toReversed()) await one.close();
      unlock();
    })();
    return closing;
  };
  const open = async <Ops extends Operations>(
    name: string,
    worker: string,
    data: unknown,
    callMs: number = limits.storeMs,
  ): Promise<Worker<Ops, true>> => {
    const thread = await Worker.start<Ops, true>({
      ...shared,
      callMs,
      name,
      file: new URL(worker, import.meta.url),
      data,
      onRestart: (reason) => onRestart(name, reason),
      onNote: onIndex,
    });
    opened.push(thread);
    return thread;
  };
  const damage = new Damage(options.onDamage ?? onIndex);
  try {
    // The writer first: it makes the database that the others read.
    const writer = await open<WriterOperations>('store', './threads/write.ts', writing);
    const [reader, searcher, copier] = await all(
      open<ReaderOperations>('reader', './threads/read.ts', file),
      open<SearchOperations>('search', './threads/search.ts', searching),
      open<SnapshotOperations>('snapshot', './threads/copy.ts', copying, limits.snapshotMs),
    );
    const searches = new QueryGroups(
      async (queries: SearchQuery[]) => (await searcher.call('search', queries)).map(unpack),
      (most) => new QueueFullError('searches', most),
    );
    const guard = new Guard({
      integrity: (table) => copier.call('integrity', table),
      walk: (place) => reader.call('walk', place),
      seal: (range) => writer.call('seal', range),
      report: ({ what, reason }) => damage.note(new DataCorruptError(what, reason)),
      note: onIndex,
    });
    opened.push({ close: () => guard.stop() });
    const presence = new Presence(file, (error) => damage.refuseAll(error));
    opened.push({ close: async () => presence.stop() });
    const calls = damage.watch({
      ...writes(writer, onIndex),
      ...reads(reader),
      search: (query, patience = endless) =>
        query.filter === undefined && !query.exact
          ? searches.ask(query)
          : atLength(searcher, 'searchAlone', query, patience).then(answered),
      readHits: (keys, vectors) => searcher.call('readHits', { keys, vectors }),
      findDuplicates: (query, patience = endless) =>
        atLength(searcher, 'findDuplicates', query, patience),
      isIndexed: (collection, model) => searcher.call('isIndexed', { collection, model }),
      createSnapshot: (collection) => copier.call('create', collection),
      listSnapshots: async (collection) => {
        await reader.call('getCollection', collection);
        return snapshotsOf(copying.folder, collection);
      },
    } satisfies Omit<Store, 'damage' | 'picturesLost' | 'close'>);
    // What the last process had begun to drop; a damaged database tells of itself elsewhere.
    for (const generation of await writer.call('dropping', undefined))
      dropBeside(writer, generation, onIndex);
    return { ...calls, damage: () => damage.first, picturesLost: () => null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for all of them, so that none is still starting when one has failed. */
async function all<T extends unknown[]>(
  ...starting: { [I in keyof T]: Promise<T[I]> }
): Promise<T> {
  await Promise.allSettled(starting);
  return (await Promise.all(starting)) as T;
}

/** Nobody waits for it: what it does not come to is gone on with when the store is opened again. */
function dropBeside(
  writer: Worker<WriterOperations, true>,
  generation: Dropping,
  onFailure: (message: string) => void,
): void {
  writer.call('drop', generation).catch((error: Error) => onFailure(error.message));
}

function writes(writer: Worker<WriterOperations, true>, onIndex: StoreOptions['onIndex']) {
  return {
    putCollection: (collection, options = {}) =>
      writer.call('putCollection', { collection, options }),
    deleteCollection: (name) => writer.call('deleteCollection', name),
    putItems: (collection, items) => writer.call('putItems', { collection, items }),
    patchMetadata: (collection, id, patch) =>
      writer.call('patchMetadata', { collection, id, patch }),
    deleteItem: (collection, id) => writer.call('deleteItem', { collection, id }),
    followFiles: (collection, files) => writer.call('followFiles', { collection, files }),
    moveItems: (collection, moves) => writer.call('moveItems', { collection, moves }),
    deleteVersions: (collection, items) => writer.call('deleteVersions', { collection, items }),
    deleteItems: (collection, filter, patience = endless) =>
      deleteInPieces(writer, collection, filter, patience),
    nameModel: (digest, name) => writer.call('nameModel', { digest, name }),
    putVectors: (collection, model, vectors) =>
      writer.call('putVectors', { collection, model, vectors }),
    beginGeneration: (collection, model) => writer.call('beginGeneration', { collection, model }),
    async switchModel(collection, model, mayLack) {
      const switched = await writer.call('switchModel', { collection, model, mayLack });
      if (switched === null) return null;
      if (switched.goes !== null) dropBeside(writer, { collection, model: switched.goes }, onIndex);
      return switched.record;
    },
    async endGeneration(collection, model) {
      const goes = await writer.call('endGeneration', { collection, model });
      if (goes) await writer.call('drop', { collection, model });
    },
    async dropModel(collection, model) {
      await writer.call('beginDrop', { collection, model });
      return writer.call('drop', { collection, model });
    },
    putMap: (collection, model, map) => writer.call('putMap', { collection, model, map }),
    putNote: (name, text) => writer.call('putNote', { name, text }),
  } satisfies Partial<Store>;
}

/** Piece by piece, so that the request can end in between. */
async function deleteInPieces(
  writer: Worker<WriterOperations, true>,
  collection: string,
  filter: Filter,
  { ms, signal }: Patience,
): Promise<number> {
  const newest = await writer.call('newestItem', undefined);
  const began = performance.now();
  let deleted = 0;
  for (let after: number | null = 0; after !== null; ) {
    signal.throwIfAborted();
    if (performance.now() - began > ms)
      throw new TooSlowError(ms, `${deleted} items are deleted for good`);
    const piece: Piece = await writer.call('deleteItems', { collection, filter, after, newest });
    deleted += piece.done;
    after = piece.next;
  }
  return deleted;
}

/** What a caller has that names no time: that of any call. */
const endless: Patience = { ms: limits.storeMs, signal: new AbortController().signal };

let lastNumber = 0;

/** A call to the search that is given up there as well once its client has gone. */
async function atLength<Name extends 'searchAlone' | 'findDuplicates'>(
  searcher: Worker<SearchOperations, true>,
  name: Name,
  query: Parameters<SearchOperations[Name]>[0]['query'],
  { ms, signal }: Patience,
): Promise<Awaited<ReturnType<SearchOperations[Name]>>> {
  signal.throwIfAborted();
  const number = ++lastNumber;
  const cancel = () => void searcher.call('cancel', number).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await searcher.call(name, { query, number, ms } as never);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function answered(packed: PackedAnswer): SearchAnswer {
  const answer = unpack(packed);
  if (answer instanceof Error) throw answer;
  return answer;
}

function reads(reader: Worker<ReaderOperations, true>) {
  return {
    listCollections: () => reader.call('listCollections', undefined),
    getCollection: (name) => reader.call('getCollection', name),
    getItem: (collection, id) => reader.call('getItem', { collection, id }),
    getImage: (collection, id) => reader.call('getImage', { collection, id }),
    async openImage(collection, id) {
      const place = await reader.call('imagePlace', { collection, id });
      if (place === null) return null;
      const { type, length } = place;
      const read = (from: number, most: number) =>
        reader.call('imagePiece', { place, from, length: most });
      return { type, length, read };
    },
    modelNames: async () =>
      new Map((await reader.call('modelNames', undefined)).map((one) => [one.digest, one.name])),
    getVector: (collection, id, model) => reader.call('getVector', { collection, id, model }),
    listItems: (query) => reader.call('listItems', query),
    markItems: (query) => reader.call('markItems', query),
    listFollowing: (query) => reader.call('listFollowing', query),
    findFollowing: (collection, ids, model) =>
      reader.call('findFollowing', { collection, ids, model }),
    findCopies: (query) => reader.call('findCopies', query),
    async lacking(collection, model, inputSide) {
      let found: Lacking | undefined;
      for (let after: number | null = 0; after !== null; ) {
        const piece: LackingPiece = await reader.call('lacking', {
          ...{ collection, model, inputSide, after },
        });
        const { next, ...some } = piece;
        found = found === undefined ? some : addLacking(found, some);
        after = next;
      }
      return found!;
    },
    getMap: (collection, model) => reader.call('getMap', { collection, model }),
    getNote: (name) => reader.call('getNote', name),
  } satisfies Partial<Store>;
}

function snapshotsOf(folder: string, collection: string): SnapshotList {
  const { snapshots, broken } = listSnapshots(folder);
  return {
    snapshots: snapshots.filter((snapshot) => snapshot.collection === collection),
    broken: broken.filter(({ file }) => mayBeOf(collection, file)),
  };
}
