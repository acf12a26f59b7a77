import { serve } from '../../workers/serve.ts';
import type { CollectionRecord } from '../contract/collections.ts';
import type {
  Copyable,
  CopyQuery,
  FollowingItem,
  FollowingPage,
  FollowingQuery,
} from '../contract/files.ts';
import type {
  ItemMarks,
  ItemPage,
  ItemRecord,
  ListQuery,
  MarkQuery,
  StoredImage,
} from '../contract/items.ts';
import type { NoteName } from '../contract/notes.ts';
import { collectionsOf } from '../rows/collections.ts';
import { asStoreError, openReader } from '../rows/database.ts';
import { type LackingPiece, type LackingQuery, lackingOf } from '../rows/lacking.ts';
import { listItemsOf } from '../rows/listItems.ts';
import { mapsOf } from '../rows/maps.ts';
import { markItemsOf } from '../rows/markItems.ts';
import { type ModelName, modelNamesOf } from '../rows/modelNames.ts';
import { notesOf } from '../rows/notes.ts';
import { type FollowingIds, readFilesOf } from '../rows/readFiles.ts';
import { type ImagePiece, type ImagePlace, readItemsOf } from '../rows/readItems.ts';
import { type Walked, type WalkPlace, walkRowsOf } from '../rows/walkRows.ts';

interface ItemName {
  readonly collection: string;
  readonly id: string;
}

/** Everything that looks at items and collections, beside the writer. */
export type ReaderOperations = {
  listCollections: (none: undefined) => CollectionRecord[];
  getCollection: (name: string) => CollectionRecord;
  getItem: (item: ItemName) => ItemRecord;
  getImage: (item: ItemName) => StoredImage | null;
  imagePlace: (item: ItemName) => ImagePlace | null;
  imagePiece: (piece: ImagePiece) => Uint8Array | null;
  getVector: (item: ItemName & { model: string }) => Float32Array | null;
  listItems: (query: ListQuery) => ItemPage;
  markItems: (query: MarkQuery) => ItemMarks;
  listFollowing: (query: FollowingQuery) => FollowingPage;
  findFollowing: (argument: FollowingIds) => FollowingItem[];
  findCopies: (query: CopyQuery) => Copyable[];
  modelNames: (none: undefined) => ModelName[];
  /** A piece of the looking. */
  lacking: (query: LackingQuery) => LackingPiece;
  getMap: (generation: { collection: string; model: string }) => string | null;
  getNote: (name: NoteName) => string | null;
  /** Checks some of the rows that have checksums. */
  walk: (place: WalkPlace) => Walked;
  close: () => void;
};

await serve(async (file: string) => {
  const database = openReader(file);
  const collections = collectionsOf(database);
  const items = readItemsOf(database);
  const listItems = listItemsOf(database);
  const markItems = markItemsOf(database);
  const files = readFilesOf(database);
  const models = modelNamesOf(database);
  const maps = mapsOf(database);

  /** Reads one state of the database. */
  const read =
    <Argument, T>(query: (argument: Argument) => T) =>
    (argument: Argument): T => {
      try {
        database.exec('BEGIN');
        try {
          return query(argument);
        } finally {
          // Which fails as well where the database is damaged.
          if (database.isTransaction) database.exec('COMMIT');
        }
      } catch (error) {
        throw asStoreError(error);
      }
    };

  const operations: ReaderOperations = {
    listCollections: read(collections.list),
    getCollection: read(collections.get),
    getItem: read(({ collection, id }) => items.get(collection, id)),
    getImage: read(({ collection, id }) => items.getImage(collection, id)),
    imagePlace: read(({ collection, id }) => items.imagePlace(collection, id)),
    imagePiece: read(items.imagePiece),
    getVector: read(({ collection, id, model }) => items.getVector(collection, id, model)),
    listItems: read(listItems),
    markItems: read(markItems),
    listFollowing: read(files.list),
    findFollowing: read(files.find),
    findCopies: read(files.copies),
    modelNames: read(models.list),
    lacking: read(lackingOf(database)),
    getMap: read(({ collection, model }) => maps.get(collection, model)),
    getNote: read(notesOf(database).get),
    walk: read(walkRowsOf(database)),
    close: () => database.close(),
  };
  return { ready: true, operations };
});
