import type {
  Copyable,
  CopyQuery,
  FollowingItem,
  FollowingPage,
  FollowingQuery,
} from '../contract/files.ts';
import { metadataDigest } from '../metadataDigest.ts';
import { findCollection } from './collections.ts';
import { versionOf } from './items.ts';
import { lackingSql } from './listItems.ts';
import type { Rows } from './Rows.ts';

interface FollowingRow {
  readonly key: number;
  readonly id: string;
  readonly revision: number;
  readonly content: string | null;
  readonly named: boolean;
  readonly embedded: boolean;
  readonly folder: string | null;
  readonly stamp: string | null;
  readonly metadata: string | null;
}

/** `$1` is the model. */
const columns = `items.key, items.id, items.revision, items.content,
  coalesce(items.document -> 'path' = to_jsonb(items.id), false) AS named,
  NOT ${lackingSql('$1')} AS embedded, files.folder, files.stamp, files.metadata`;

export async function listFollowing(
  rows: Rows,
  { collection, folder, model, limit, after = 0 }: FollowingQuery,
): Promise<FollowingPage> {
  const { key: owner } = await findCollection(rows, collection);
  const found = await rows.rows<FollowingRow>(
    `SELECT ${columns} FROM files JOIN items ON items.key = files.item
       WHERE files.collection = $2 AND files.folder = $3 AND files.item > $4
       ORDER BY files.item LIMIT $5`,
    [model, owner, folder, after, limit],
  );
  const next = found.length < limit ? null : found.at(-1)!.key;
  return { items: found.map(followingOf), next };
}

export async function findFollowing(
  rows: Rows,
  collection: string,
  ids: readonly string[],
  model: string,
): Promise<FollowingItem[]> {
  const { key: owner } = await findCollection(rows, collection);
  const found = await rows.rows<FollowingRow>(
    `SELECT ${columns} FROM items LEFT JOIN files ON files.item = items.key
       WHERE items.collection = $2 AND items.id = ANY($3)`,
    [model, owner, ids],
  );
  return found.map(followingOf);
}

/** Of each content the item that came first. */
export async function findCopies(
  rows: Rows,
  { collection, contents, model, image }: CopyQuery,
): Promise<Copyable[]> {
  const { key: owner } = await findCollection(rows, collection);
  const found = await rows.rows<{ id: string; key: number; revision: number; content: string }>(
    `SELECT DISTINCT ON (content) key, id, revision, content FROM items
       WHERE collection = $2 AND content = ANY($3) AND NOT ${lackingSql('$1')}
         AND ($4 OR EXISTS (SELECT 1 FROM images WHERE item = items.key))
       ORDER BY content, key`,
    [model, owner, contents, !image],
  );
  return found.map((row) => ({ id: row.id, version: versionOf(row), content: row.content }));
}

function followingOf(row: FollowingRow): FollowingItem {
  const { id, content, embedded, named, folder, stamp, metadata } = row;
  const file =
    folder === null ? null : { folder, stamp: stamp!, metadataDigest: metadataDigest(metadata!) };
  return { id, version: versionOf(row), content, embedded, file, named };
}
