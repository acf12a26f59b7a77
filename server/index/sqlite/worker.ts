import { workerData } from 'node:worker_threads';
import { serve } from '../../threads/serve.ts';
import type { CollectionRecord, ItemRecord, NewItem, StoredImage } from '../store.ts';
import { collectionsOf } from './collections.ts';
import { asStoreError, openWriter } from './database.ts';
import { GroupCommit } from './GroupCommit.ts';
import { itemsOf } from './items.ts';

interface ItemName {
  readonly collection: string;
  readonly id: string;
}

export type StoreOperations = {
  putCollection: (name: string) => Promise<{ created: boolean; collection: CollectionRecord }>;
  listCollections: () => CollectionRecord[];
  getCollection: (name: string) => CollectionRecord;
  deleteCollection: (name: string) => Promise<void>;
  putItem: (item: NewItem) => Promise<{ created: boolean; item: ItemRecord }>;
  getItem: (item: ItemName) => ItemRecord;
  getImage: (item: ItemName) => StoredImage | null;
  getVector: (item: ItemName & { model: string }) => Float32Array | null;
  deleteItem: (item: ItemName) => Promise<void>;
  close: () => void;
};

await serve(async () => {
  const database = openWriter(workerData as string);
  const group = new GroupCommit(database);
  const collections = collectionsOf(database);
  const items = itemsOf(database);

  const read = <T>(query: () => T): T => {
    try {
      return query();
    } catch (error) {
      throw asStoreError(error);
    }
  };

  const operations: StoreOperations = {
    putCollection: (name) => group.write(() => collections.put(name)),
    listCollections: () => read(() => collections.list()),
    getCollection: (name) => read(() => collections.get(name)),
    deleteCollection: (name) => group.write(() => collections.delete(name)),
    putItem: (item) => group.write(() => items.put(item)),
    getItem: ({ collection, id }) => read(() => items.get(collection, id)),
    getImage: ({ collection, id }) => read(() => items.getImage(collection, id)),
    getVector: ({ collection, id, model }) => read(() => items.getVector(collection, id, model)),
    deleteItem: ({ collection, id }) => group.write(() => items.delete(collection, id)),
    close() {
      group.flush();
      database.close();
    },
  };
  return { ready: true, operations };
});
