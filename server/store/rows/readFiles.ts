import type { DatabaseSync } from 'node:sqlite';
import type {
  Copyable,
  CopyQuery,
  FollowingItem,
  FollowingPage,
  FollowingQuery,
} from '../contract/files.ts';
import { metadataDigest } from '../metadataDigest.ts';
import { collectionsOf } from './collections.ts';
import { versionOf } from './itemRows.ts';

export interface FollowingIds {
  readonly collection: string;
  readonly ids: readonly string[];
  readonly model: string;
}

interface Row {
  readonly key: number;
  readonly id: string;
  readonly revision: number;
  readonly content: string | null;
  readonly path: unknown;
  readonly embedded: number;
  readonly folder: string | null;
  readonly stamp: string | null;
  readonly metadata: string | null;
}

/** Looking at items beside the files that they follow. */
export function readFilesOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const columns = `items.key, items.id, items.revision, items.content,
    CASE WHEN json_valid(items.metadata) THEN items.metadata ->> '$.path' END AS path,
    EXISTS (SELECT 1 FROM vectors WHERE item = items.key AND model = ?) AS embedded,
    files.folder, files.stamp, files.metadata`;
  const following = database.prepare(
    `SELECT ${columns} FROM files JOIN items ON items.key = files.item
       WHERE files.collection = ? AND files.folder = ? AND files.item > ?
       ORDER BY files.item LIMIT ?`,
  );
  const byId = database.prepare(
    `SELECT ${columns} FROM items LEFT JOIN files ON files.item = items.key
       WHERE items.collection = ? AND items.id IN (SELECT value FROM json_each(?))`,
  );
  const copies = database.prepare(
    `SELECT min(key) AS key, id, revision, content FROM items
       WHERE collection = ? AND content IN (SELECT value FROM json_each(?))
         AND EXISTS (SELECT 1 FROM vectors WHERE item = items.key AND model = ?)
         AND (? OR EXISTS (SELECT 1 FROM images WHERE item = items.key))
       GROUP BY content`,
  );
  return {
    list({ collection, folder, model, limit, after = 0 }: FollowingQuery): FollowingPage {
      const owner = collections.keyOf(collection);
      const rows = following.all(model, owner, folder, after, limit) as unknown as Row[];
      const next = rows.length < limit ? null : rows.at(-1)!.key;
      return { items: rows.map(itemOf), next };
    },
    find({ collection, ids, model }: FollowingIds): FollowingItem[] {
      const owner = collections.keyOf(collection);
      return (byId.all(model, owner, JSON.stringify(ids)) as unknown as Row[]).map(itemOf);
    },
    copies({ collection, contents, model, image }: CopyQuery): Copyable[] {
      const owner = collections.keyOf(collection);
      const rows = copies.all(owner, JSON.stringify(contents), model, image ? 0 : 1);
      return (rows as unknown as (Row & { readonly content: string })[]).map((row) => {
        return { id: row.id, version: versionOf(row), content: row.content };
      });
    },
  };
}

function itemOf(row: Row): FollowingItem {
  const { id, content, path, embedded, folder, stamp, metadata } = row;
  const file = folder !== null && {
    folder,
    stamp: stamp!,
    metadataDigest: metadataDigest(metadata!),
  };
  return {
    id,
    version: versionOf(row),
    content,
    embedded: embedded === 1,
    file: file || null,
    named: path === id,
  };
}
