import type { DatabaseSync } from 'node:sqlite';
import { limits } from '../../limits.ts';
import type {
  FileMove,
  FileOutcome,
  FileWrite,
  FollowedFile,
  ItemVersion,
} from '../contract/files.ts';
import type { JsonText, NewItem } from '../contract/items.ts';
import { followMetadata } from '../followMetadata.ts';
import { fromBytes } from '../vectors.ts';
import { collectionsOf } from './collections.ts';
import { type ItemRow, itemRowsOf, versionOf } from './itemRows.ts';
import { rowChecksOf, type Sealed } from './rowChecks.ts';
import type { SummedImage, SummedVector } from './sums.ts';
import { writeItemsOf } from './writeItems.ts';

type Picture = Omit<NewItem, 'id' | 'metadata'>;

/** Making items what the files are that they follow, within a transaction of the caller's. */
export function writeFilesOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { lookup } = itemRowsOf(database);
  const checks = rowChecksOf(database);
  const items = writeItemsOf(database);
  const said = database.prepare(
    'SELECT metadata FROM files WHERE item = ? AND json_valid(metadata)',
  );
  const follow = database.prepare(
    `INSERT INTO files (item, collection, folder, stamp, metadata) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (item) DO UPDATE
         SET folder = excluded.folder, stamp = excluded.stamp, metadata = excluded.metadata`,
  );
  const vectorsOf = database.prepare(
    'SELECT item, collection, model, data, sum FROM vectors WHERE item = ?',
  );
  const imageOf = database.prepare('SELECT item, type, data, sum FROM images WHERE item = ?');
  const sideOf = database.prepare('SELECT side FROM previews WHERE item = ?');
  const remove = database.prepare('DELETE FROM items WHERE key = ?');

  /** The row that is still of the version, if there is one. */
  function current(owner: number, { id, version }: ItemVersion): ItemRow | null {
    const row = lookup(owner, id);
    return row !== undefined && versionOf(row) === version ? row : null;
  }

  /** An item's metadata with what the folder says of it now; null if that is too much. */
  function metadataOf(row: ItemRow | undefined, file: FollowedFile): JsonText | null {
    if (row !== undefined) checks.item(row);
    const before = row && (said.get(row.key)?.metadata as string | undefined);
    const merged = followMetadata(row?.metadata ?? '{}', before ?? '{}', file.metadata);
    return Buffer.byteLength(merged) > limits.metadataBytes ? null : merged;
  }

  function note(key: number, owner: number, { folder, stamp, metadata }: FollowedFile): void {
    follow.run(key, owner, folder, stamp, metadata);
  }

  /** What another item has of its picture, once that is seen to be sound. */
  function copyOf(owner: number, { model, ...source }: ItemVersion & { model: string }) {
    const row = current(owner, source);
    const vectors = row ? (vectorsOf.all(row.key) as unknown as Sealed<SummedVector>[]) : [];
    if (row === null || !vectors.some((vector) => vector.model === model)) return null;
    for (const vector of vectors) checks.vector(vector);
    const image = imageOf.get(row.key) as unknown as Sealed<SummedImage> | undefined;
    if (image !== undefined) checks.image(image);
    const side = (sideOf.get(row.key)?.side as number | undefined) ?? 0;
    return {
      vectors: vectors.map((one) => ({ model: one.model, vector: fromBytes(one.data) })),
      image: image === undefined ? null : { type: image.type, bytes: image.data, side },
      content: row.content,
      depth: row.depth,
    } satisfies Picture;
  }

  function followOne(collection: string, owner: number, write: FileWrite): FileOutcome {
    const { id, expected, file, picture } = write;
    const row = lookup(owner, id);
    if ((row === undefined ? null : versionOf(row)) !== expected) return 'overtaken';
    const metadata = metadataOf(row, file);
    if (metadata === null) return 'metadata';
    if (picture === null) {
      if (row === undefined) return 'overtaken';
      if (metadata !== row.metadata) items.rewrite({ ...row, metadata, updated: now() });
    } else {
      const parts = 'version' in picture ? copyOf(owner, picture) : picture;
      if (parts === null) return 'overtaken';
      items.put(collection, [{ id, metadata, ...parts }]);
    }
    note(lookup(owner, id)!.key, owner, file);
    return 'done';
  }

  /** The moves that can be made: the item is what it was, and so is what it takes the place of. */
  function possible(owner: number, moves: readonly FileMove[]) {
    let rows = moves.flatMap((move) => {
      const row = current(owner, move.from);
      const metadata = row && metadataOf(row, move.file);
      return row && metadata !== null ? [{ move, row, metadata: metadata! }] : [];
    });
    for (let before = -1; before !== rows.length; ) {
      before = rows.length;
      const leaving = new Set(rows.map(({ row }) => row.id));
      rows = rows.filter(({ move: { to, replaces } }) => {
        const there = lookup(owner, to);
        return there === undefined || leaving.has(to) || versionOf(there) === replaces;
      });
    }
    return rows;
  }

  return {
    follow(collection: string, files: readonly FileWrite[]): FileOutcome[] {
      const owner = collections.keyOf(collection);
      return files.map((file) => followOne(collection, owner, file));
    },

    move(collection: string, moves: readonly FileMove[]): FileOutcome[] {
      const owner = collections.keyOf(collection);
      const rows = possible(owner, moves);
      const leaving = new Set(rows.map(({ row }) => row.id));
      for (const { move } of rows) {
        const there = lookup(owner, move.to);
        if (there !== undefined && !leaving.has(move.to)) remove.run(there.key);
      }
      // Aside first: one may go to where another one is still.
      for (const { row } of rows) items.rewrite({ ...row, id: `\0${row.key}` });
      for (const { move, row, metadata } of rows) {
        items.rewrite({ ...row, id: move.to, metadata, updated: now() });
        note(row.key, owner, move.file);
      }
      const moved = new Set(rows.map(({ move }) => move));
      return moves.map((move) => (moved.has(move) ? 'done' : 'overtaken'));
    },

    delete(collection: string, versions: readonly ItemVersion[]): number {
      const owner = collections.keyOf(collection);
      const rows = versions.map((version) => current(owner, version)).filter((row) => row !== null);
      for (const { key } of rows) remove.run(key);
      return rows.length;
    },
  };
}

const now = () => new Date().toISOString();
