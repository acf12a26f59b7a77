import type { DatabaseSync } from 'node:sqlite';
import { fromIndex } from './fromIndex.ts';

/** What of a damaged database's rows is known from its indexes, to name what is lost. */
export function namesOf(database: DatabaseSync) {
  const ofCollections = fromIndex(
    database,
    'SELECT key, name FROM collections INDEXED BY sqlite_autoindex_collections_1',
    'name',
  );
  const ofItems = fromIndex(
    database,
    'SELECT key, collection, id FROM items INDEXED BY sqlite_autoindex_items_1',
    'collection, id',
  );
  const ofVectors = fromIndex(
    database,
    'SELECT key, item, model FROM vectors INDEXED BY sqlite_autoindex_vectors_1',
    'item, model',
  );
  const collections = new Map(
    ofCollections.map(({ key, name }) => [key as number, name as string]),
  );
  const itemName = (collection: number, id: string) =>
    `the item "${id}" of "${collections.get(collection) ?? `the collection with the key ${collection}`}"`;
  return {
    collections,
    itemName,
    /** Items' names by their keys. */
    items: new Map(
      ofItems.map(({ key, collection, id }) => [
        key as number,
        itemName(collection as number, id as string),
      ]),
    ),
    vectors: new Map(
      ofVectors.map(({ key, item, model }) => [
        key as number,
        { item: item as number, model: model as string },
      ]),
    ),
  };
}

export type Names = ReturnType<typeof namesOf>;
