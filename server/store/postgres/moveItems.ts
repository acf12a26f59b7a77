import type { FileMove, FileOutcome, ItemVersion } from '../contract/files.ts';
import type { JsonText } from '../contract/items.ts';
import { findCollection } from './collections.ts';
import { documentOf } from './document.ts';
import { type FollowingState, lockItems, metadataOf, noteFiles } from './followFiles.ts';
import { versionOf, versionSql } from './items.ts';
import type { Rows } from './Rows.ts';

interface Possible {
  readonly move: FileMove;
  readonly row: FollowingState;
  readonly metadata: JsonText;
}

/** Within a transaction. */
export async function moveItems(
  rows: Rows,
  collection: string,
  moves: readonly FileMove[],
): Promise<FileOutcome[]> {
  const { key: owner } = await findCollection(rows, collection, 'FOR SHARE');
  const known = await lockItems(
    rows,
    owner,
    moves.flatMap(({ from, to }) => [from.id, to]),
  );
  const possible = possibleMoves(known, moves);
  const leaving = new Set(possible.map(({ row }) => row.id));
  const replaced = possible.flatMap(({ move: { to } }) => {
    const there = known.get(to);
    return there === undefined || leaving.has(to) ? [] : [there.key];
  });
  await rows.rows('DELETE FROM items WHERE key = ANY($1)', [replaced]);
  // Aside first, to ids that nobody can give: one may go to where another one is still.
  await rows.rows("UPDATE items SET id = E'\\x01' || key WHERE key = ANY($1)", [
    possible.map(({ row }) => row.key),
  ]);
  await rows.rows(
    `UPDATE items SET id = moved.id, metadata = moved.metadata, document = moved.document,
         updated = now()
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]::jsonb[])
         AS moved(key, id, metadata, document)
       WHERE items.key = moved.key`,
    [
      possible.map(({ row }) => row.key),
      possible.map(({ move }) => move.to),
      possible.map(({ metadata }) => metadata),
      possible.map(({ metadata }) => documentOf(metadata)),
    ],
  );
  await noteFiles(
    rows,
    owner,
    possible.map(({ row, move }) => ({ item: row.key, file: move.file })),
  );
  const moved = new Set(possible.map(({ move }) => move));
  return moves.map((move) => (moved.has(move) ? 'done' : 'overtaken'));
}

/** The moves that can be made: the item is what it was, and so is what it takes the place of. */
function possibleMoves(
  known: ReadonlyMap<string, FollowingState>,
  moves: readonly FileMove[],
): Possible[] {
  let possible = moves.flatMap((move) => {
    const row = known.get(move.from.id);
    if (row === undefined || versionOf(row) !== move.from.version) return [];
    const metadata = metadataOf(row, move.file);
    return metadata === null ? [] : [{ move, row, metadata }];
  });
  for (let before = -1; before !== possible.length; ) {
    before = possible.length;
    const leaving = new Set(possible.map(({ row }) => row.id));
    possible = possible.filter(({ move: { to, replaces } }) => {
      const there = known.get(to);
      return there === undefined || leaving.has(to) || versionOf(there) === replaces;
    });
  }
  return possible;
}

/** Within a transaction. Deletes the items that are still of the versions. */
export async function deleteVersions(
  rows: Rows,
  collection: string,
  items: readonly ItemVersion[],
): Promise<number> {
  const { key: owner } = await findCollection(rows, collection);
  const gone = await rows.rows(
    `DELETE FROM items WHERE key IN (
       SELECT items.key FROM items JOIN unnest($2::text[], $3::text[]) AS asked(id, version)
           ON asked.id = items.id AND asked.version = ${versionSql}
         WHERE items.collection = $1 ORDER BY items.id FOR UPDATE OF items)
       RETURNING 1`,
    [owner, items.map(({ id }) => id), items.map(({ version }) => version)],
  );
  return gone.length;
}
