import { dirname } from 'node:path';
import { limits } from '../../limits.ts';
import { serve } from '../../workers/serve.ts';
import type { CollectionOptions, CollectionRecord } from '../contract/collections.ts';
import type { FileMove, FileOutcome, FileWrite, ItemVersion } from '../contract/files.ts';
import type { ItemRecord, JsonText, NewItem, PutResult } from '../contract/items.ts';
import type { NoteName } from '../contract/notes.ts';
import type { MayLack, VersionedVector } from '../contract/vectors.ts';
import type { Filter } from '../filter/filter.ts';
import { collectionsOf } from '../rows/collections.ts';
import { asStoreError, openWriter } from '../rows/database.ts';
import { GroupCommit } from '../rows/GroupCommit.ts';
import { type Dropping, generationsOf, type Switched } from '../rows/generations.ts';
import { mapsOf } from '../rows/maps.ts';
import { markFolder } from '../rows/mark.ts';
import { type ModelName, modelNamesOf } from '../rows/modelNames.ts';
import { notesOf } from '../rows/notes.ts';
import { type Piece, piecesOf } from '../rows/pieces.ts';
import { roomOf } from '../rows/room.ts';
import { type RowRange, sealRowsOf } from '../rows/sealRows.ts';
import { checkAtStart } from '../rows/startChecks.ts';
import { writeFilesOf } from '../rows/writeFiles.ts';
import { writeItemsOf } from '../rows/writeItems.ts';

export interface WriterOptions {
  /** The database. */
  readonly file: string;
  /** Free space on its disk below which nothing is added, in bytes. */
  readonly reserve: number;
}

type Named<T = object> = { readonly collection: string } & T;

/** Everything that writes, in a thread of its own. */
export type WriterOperations = {
  putCollection: (
    argument: Named<{ options: CollectionOptions }>,
  ) => Promise<{ created: boolean; collection: CollectionRecord }>;
  deleteCollection: (collection: string) => Promise<void>;
  putItems: (argument: Named<{ items: readonly NewItem[] }>) => Promise<PutResult[]>;
  patchMetadata: (argument: Named<{ id: string; patch: JsonText }>) => Promise<ItemRecord>;
  deleteItem: (argument: Named<{ id: string }>) => Promise<void>;
  followFiles: (argument: Named<{ files: readonly FileWrite[] }>) => Promise<FileOutcome[]>;
  moveItems: (argument: Named<{ moves: readonly FileMove[] }>) => Promise<FileOutcome[]>;
  deleteVersions: (argument: Named<{ items: readonly ItemVersion[] }>) => Promise<number>;
  /** The key up to which items are there now. */
  newestItem: (none: undefined) => number;
  deleteItems: (
    argument: Named<{ filter: Filter; after: number; newest: number }>,
  ) => Promise<Piece>;
  nameModel: (model: ModelName) => Promise<void>;
  putVectors: (
    argument: Named<{ model: string; vectors: readonly VersionedVector[] }>,
  ) => Promise<number>;
  beginGeneration: (argument: Named<{ model: string }>) => Promise<CollectionRecord>;
  switchModel: (argument: Named<{ model: string; mayLack: MayLack }>) => Promise<Switched | null>;
  endGeneration: (generation: Dropping) => Promise<boolean>;
  beginDrop: (generation: Dropping) => Promise<void>;
  /** Goes on with a drop that has begun. */
  drop: (generation: Dropping) => Promise<number>;
  /** Drops that have begun and not ended. */
  dropping: (none: undefined) => Dropping[];
  putMap: (map: Named<{ model: string; map: string }>) => Promise<boolean>;
  putNote: (note: { name: NoteName; text: string | null }) => Promise<void>;
  /** Gives rows that have no checksums theirs. */
  seal: (range: RowRange) => Promise<void>;
  close: () => void;
};

await serve(async ({ file, reserve }: WriterOptions) => {
  const database = openWriter(file);
  try {
    checkAtStart(database, file);
  } catch (error) {
    throw asStoreError(error, `The database ${file}`);
  }
  markFolder(dirname(file), database);
  const group = new GroupCommit(database, roomOf(database, dirname(file), reserve));
  const collections = collectionsOf(database);
  const items = writeItemsOf(database);
  const files = writeFilesOf(database);
  const models = modelNamesOf(database);
  const generations = generationsOf(database);
  const maps = mapsOf(database);
  const notes = notesOf(database);
  const pieces = piecesOf(database);
  const sealRows = sealRowsOf(database);

  /** Runs the pieces of a long deletion, each a write like any other. */
  async function inPieces(piece: () => Piece): Promise<number> {
    let done = 0;
    for (let more = true; more; ) {
      const outcome = await group.remove(piece, limits.itemsPerPiece);
      done += outcome.done;
      more = outcome.next !== null;
    }
    return done;
  }

  const operations: WriterOperations = {
    putCollection: ({ collection, options }) =>
      group.add(() => collections.put(collection, options)),
    deleteCollection: (collection) =>
      group.remove(() => {
        const key = collections.keyOf(collection);
        collections.delete(collection);
        maps.removeAll(key);
      }),
    putItems: (put) => group.add(() => items.put(put.collection, put.items), put.items.length),
    patchMetadata: ({ collection, id, patch }) =>
      group.add(() => items.patch(collection, id, patch)),
    deleteItem: ({ collection, id }) => group.remove(() => items.delete(collection, id)),
    followFiles: ({ collection, files: writes }) =>
      group.add(() => files.follow(collection, writes), writes.length),
    moveItems: ({ collection, moves }) =>
      group.remove(() => files.move(collection, moves), moves.length),
    deleteVersions: ({ collection, items: versions }) =>
      group.remove(() => files.delete(collection, versions), versions.length),
    newestItem: () => pieces.newestItem(),
    deleteItems: ({ collection, filter, after, newest }) =>
      group.remove(
        () => pieces.deleteItems(collection, filter, after, newest),
        limits.itemsPerPiece,
      ),
    nameModel: (model) => group.add(() => models.name(model)),
    putVectors: ({ collection, model, vectors }) =>
      group.add(() => generations.putVectors(collection, model, vectors), vectors.length),
    beginGeneration: ({ collection, model }) =>
      group.add(() => generations.begin(collection, model)),
    switchModel: ({ collection, model, mayLack }) =>
      group.remove(() => generations.switch(collection, model, mayLack)),
    endGeneration: ({ collection, model }) =>
      group.remove(() => generations.end(collection, model)),
    beginDrop: ({ collection, model }) =>
      group.remove(() => generations.beginDrop(collection, model)),
    drop: (generation) => inPieces(() => generations.dropPiece(generation)),
    dropping: () => generations.dropping(),
    putMap: ({ collection, model, map }) => group.add(() => maps.put(collection, model, map)),
    putNote: ({ name, text }) => group.remove(() => notes.put(name, text)),
    seal: (range) => group.add(() => sealRows(range), limits.itemsPerPiece),
    close() {
      group.flush();
      database.close();
    },
  };
  return { ready: true, operations };
});
