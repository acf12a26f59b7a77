import { SnapshotsUnsupportedError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { Membership, SharedStore } from '../contract/replicas.ts';
import type { Reached } from '../pictures/Reached.ts';
import type { Patience } from '../slices.ts';
import { Connections } from './Connections.ts';
import { deleteItem, deleteItems, patchMetadata } from './changeItems.ts';
import {
  deleteCollection,
  findCollection,
  getCollection,
  listCollections,
  putCollection,
} from './collections.ts';
import { sweepGeneration } from './dropped.ts';
import { findDuplicates } from './duplicates.ts';
import { followFiles } from './followFiles.ts';
import {
  beginDrop,
  beginGeneration,
  endGeneration,
  lacking,
  putVectors,
  switchModel,
} from './generations.ts';
import { Housekeeping } from './Housekeeping.ts';
import { getImage, getItem, getVector, openImage } from './items.ts';
import { listItems } from './listItems.ts';
import { getMap, putMap } from './maps.ts';
import { deleteVersions, moveItems } from './moveItems.ts';
import { getNote, putNote } from './notes.ts';
import { PutGroups } from './PutGroups.ts';
import { claimPlace } from './pictures/claimPlace.ts';
import { followPictures } from './pictures/followPictures.ts';
import { Sweeper } from './pictures/Sweeper.ts';
import { prepareDatabase } from './prepare.ts';
import type { Rows } from './Rows.ts';
import { findCopies, findFollowing, listFollowing } from './readFiles.ts';
import { join } from './replicas/join.ts';
import { isIndexed, readHits, search } from './search.ts';

export interface PostgresOptions {
  /** postgres://user@host:port/database?sslmode=verify-full */
  readonly url: string;
  /** Where kept pictures go: s3://bucket/prefix or a folder; by default into the database. */
  readonly pictures?: string | undefined;
  /** Largest number of vectors of one collection that is always searched exactly. */
  readonly exactLimit: number;
  /** Told of what is indexed, and of what has to be tried again. */
  readonly onIndex: (message: string) => void;
}

/**
 * The store over PostgreSQL with pgvector. Nothing is known here that is not read there: any number of
 * processes may have the same database open and write.
 */
export async function openPostgres(options: PostgresOptions): Promise<SharedStore> {
  const { url, exactLimit, onIndex } = options;
  const connections = new Connections(url);
  let place: Reached | null;
  try {
    await prepareDatabase(connections);
    place = await claimPlace(connections, options.pictures);
  } catch (error) {
    await connections.end();
    throw error;
  }
  const housekeeping = new Housekeeping(connections, exactLimit, onIndex);
  const sweeper = place && new Sweeper(connections, place, onIndex);
  const puts = new PutGroups(connections, place);
  let closing: Promise<void> | undefined;

  /** Runs a change as a transaction, which may leave something to sweep or to index. */
  const change = <T>(work: (rows: Rows) => Promise<T>): Promise<T> => {
    housekeeping.wake();
    return connections.transaction(work);
  };

  const memberships: Membership[] = [];
  const store: SharedStore = {
    putCollection: (name, options = {}) => change((rows) => putCollection(rows, name, options)),
    listCollections: () => listCollections(connections),
    getCollection: (name) => getCollection(connections, name),
    deleteCollection: (name) => change((rows) => deleteCollection(rows, name)),

    putItems(collection, items) {
      housekeeping.wake();
      return puts.put(collection, items);
    },
    getItem: (collection, id) => getItem(connections, collection, id),
    getImage: (collection, id) => getImage(connections, place, collection, id),
    openImage: (collection, id) => openImage(connections, place, collection, id),
    patchMetadata: (collection, id, patch) =>
      change((rows) => patchMetadata(rows, collection, id, patch)),
    deleteItem: (collection, id) => change((rows) => deleteItem(rows, collection, id)),
    listItems: (query) => listItems(connections, query),
    deleteItems(collection, filter, patience = endless) {
      housekeeping.wake();
      return deleteItems(connections, collection, filter, patience);
    },

    listFollowing: (query) => listFollowing(connections, query),
    findFollowing: (collection, ids, model) => findFollowing(connections, collection, ids, model),
    findCopies: (query) => findCopies(connections, query),
    followFiles: (collection, files) =>
      followPictures(connections, place, collection, files, (objects) =>
        change((rows) => followFiles(rows, collection, files, objects)),
      ),
    moveItems: (collection, moves) => change((rows) => moveItems(rows, collection, moves)),
    deleteVersions: (collection, items) =>
      change((rows) => deleteVersions(rows, collection, items)),

    async nameModel(digest, name) {
      await connections.rows(
        `INSERT INTO models VALUES ($1, $2) ON CONFLICT (digest) DO UPDATE SET name = excluded.name`,
        [digest, name],
      );
    },
    async modelNames() {
      const rows = await connections.rows<{ digest: string; name: string }>('TABLE models');
      return new Map(rows.map(({ digest, name }) => [digest, name]));
    },
    getVector: (collection, id, model) => getVector(connections, collection, id, model),
    beginGeneration: (collection, model) =>
      change((rows) => beginGeneration(rows, collection, model)),
    putVectors: (collection, model, vectors) =>
      change((rows) => putVectors(rows, collection, model, vectors)),
    lacking: (collection, model, inputSide) => lacking(connections, collection, model, inputSide),
    isIndexed: (collection, model) => isIndexed(connections, collection, model, exactLimit),
    switchModel: (collection, model, mayLack) =>
      change((rows) => switchModel(rows, collection, model, mayLack)),
    async endGeneration(collection, model) {
      const key = await change((rows) => endGeneration(rows, collection, model));
      if (key !== null) await sweepGeneration(connections, key);
    },
    async dropModel(collection, model) {
      const goes = await change((rows) => beginDrop(rows, collection, model));
      if (goes !== null) await sweepGeneration(connections, goes.key);
      return goes?.vectors ?? 0;
    },
    getMap: (collection, model) => getMap(connections, collection, model),
    putMap: (collection, model, map) => change((rows) => putMap(rows, collection, model, map)),

    search: (query, patience) => search(connections, query, exactLimit, patience),
    readHits: (keys, vectors) => readHits(connections, keys, vectors),
    findDuplicates: (query, patience = endless) =>
      findDuplicates(connections, query, exactLimit, patience),

    async createSnapshot(collection) {
      await findCollection(connections, collection);
      throw new SnapshotsUnsupportedError();
    },
    async listSnapshots(collection) {
      await findCollection(connections, collection);
      return { snapshots: [], broken: [] };
    },

    getNote: (name) => getNote(connections, name),
    putNote: (name, text) => putNote(connections, name, text),

    async searchedBy(name) {
      const [row] = await connections.rows<{ model: string | null }>(
        'SELECT model FROM collections WHERE name = $1',
        [name],
      );
      return row?.model ?? null;
    },
    async modelsInUse() {
      const rows = await connections.rows<{ digest: string }>(
        `SELECT DISTINCT digest FROM collections, unnest(ARRAY[model, next, previous]) AS digest
           WHERE name IS NOT NULL AND digest IS NOT NULL`,
      );
      return rows.map(({ digest }) => digest);
    },
    async join(name) {
      const membership = await join(connections, store, name);
      memberships.push(membership);
      return membership;
    },

    // What is on its disk, the database checks by itself.
    damage: () => null,
    picturesLost: () => place?.look() ?? null,
    close() {
      closing ??= (async () => {
        for (const one of memberships) await one.leave();
        await housekeeping.stop();
        await sweeper?.stop();
        place?.close();
        await connections.end();
      })();
      return closing;
    },
  };
  return store;
}

/** What a caller has that names no time: that of any statement. */
const endless: Patience = { ms: limits.storeMs, signal: new AbortController().signal };
