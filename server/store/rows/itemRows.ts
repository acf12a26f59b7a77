import type { DatabaseSync } from 'node:sqlite';
import { UnknownItemError } from '../../errors/collections.ts';
import type { ItemRecord } from '../contract/items.ts';
import { collectionsOf } from './collections.ts';

/** An item's row; `metadata` is JSON. */
export interface ItemRow {
  readonly key: number;
  /** The collection's key. */
  readonly collection: number;
  readonly id: string;
  readonly metadata: string;
  readonly content: string | null;
  readonly depth: string | null;
  readonly revision: number;
  readonly created: string;
  readonly updated: string;
  readonly sum: number | null;
}

export const itemColumns =
  'key, collection, id, metadata, content, depth, revision, created, updated, sum';

/** Keys are never used twice, so neither is a version. */
export const versionOf = ({ key, revision }: Pick<ItemRow, 'key' | 'revision'>) =>
  `${key}.${revision}`;

/** Finding items' rows, and what an item's record is made of. */
export function itemRowsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const byId = database.prepare(`SELECT ${itemColumns} FROM items WHERE collection = ? AND id = ?`);
  const models = database.prepare('SELECT model FROM vectors WHERE item = ? ORDER BY model');
  const hasImage = database.prepare('SELECT 1 FROM images WHERE item = ?');

  const lookup = (owner: number, id: string) =>
    byId.get(owner, id) as unknown as ItemRow | undefined;
  return {
    lookup,
    /** The item's row, unchecked: one that is damaged can be replaced or deleted. */
    find(collection: string, id: string): ItemRow {
      const row = lookup(collections.keyOf(collection), id);
      if (row === undefined) throw new UnknownItemError(collection, id);
      return row;
    },
    /** Of a row that has been checked, or just written. */
    record(collection: string, row: ItemRow): ItemRecord {
      const { key, id, metadata, content, depth, created, updated } = row;
      return {
        collection,
        id,
        metadata,
        models: models.all(key).map(({ model }) => model as string),
        hasImage: hasImage.get(key) !== undefined,
        content,
        depth,
        version: versionOf(row),
        created,
        updated,
      };
    },
  };
}
