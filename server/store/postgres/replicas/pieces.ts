import type { Piece, Pieces, PiecesLeft } from '../../contract/replicas.ts';
import { versionSql } from '../items.ts';
import { lackingSql } from '../listItems.ts';
import type { Rows } from '../Rows.ts';

/** Pictures of a piece: what is lost, and done again, where a server ends amid one. */
const picturesPerPiece = 32;
/** Times that a piece may fail. */
const mostFailures = 3;

/** Items with a kept picture and without a vector of the model $2. */
const lackingItems = `FROM items WHERE collection = $1 AND ${lackingSql('$2')}
  AND EXISTS (SELECT 1 FROM images WHERE item = items.key)`;

/** Within a transaction. What was dealt before is void: whoever is at it still does no harm. */
export async function deal(rows: Rows, collections: readonly string[], model: string) {
  await rows.rows('DELETE FROM pieces');
  const found = await rows.rows<{ key: number }>(
    'SELECT key FROM collections WHERE name = ANY($1) ORDER BY key',
    [collections],
  );
  for (const { key } of found)
    await rows.rows(
      `INSERT INTO pieces (collection, model, first, last)
         SELECT $1, $2, min(key), max(key) FROM (
           SELECT key, (row_number() OVER (ORDER BY key) - 1) / ${picturesPerPiece} AS piece
             ${lackingItems}) AS lacking
           GROUP BY piece ORDER BY piece`,
      [key, model],
    );
}

interface TakenRow {
  readonly key: number;
  readonly collection: number;
  readonly name: string | null;
  readonly first: number;
  readonly last: number;
  readonly model: string;
}

/** @param member the server's id */
export const piecesOf = (rows: Rows, member: string): Pieces => ({
  async giveBack() {
    await rows.rows('UPDATE pieces SET member = NULL WHERE member = $1 AND NOT done', [member]);
  },

  async take(models) {
    const [taken] = await rows.rows<TakenRow>(
      `UPDATE pieces SET member = $1 FROM collections
         WHERE collections.key = pieces.collection AND pieces.key = (
           SELECT key FROM pieces WHERE member IS NULL AND NOT done AND model = ANY($2)
             AND failures < ${mostFailures} ORDER BY key LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING pieces.key, pieces.collection, name, first, last, pieces.model`,
      [member, models],
    );
    if (taken === undefined) return null;
    const { key, collection, name, first, last, model } = taken;
    const items = await rows.rows<Piece['items'][number]>(
      `SELECT id, ${versionSql} AS version ${lackingItems} AND key BETWEEN $3 AND $4 ORDER BY key`,
      [collection, model, first, last],
    );
    // Of a collection that has been deleted there is nothing to do.
    return { key, model, collection: name ?? '', items: name === null ? [] : items };
  },

  async done({ key }, unmade) {
    await rows.rows('UPDATE pieces SET done = true, unmade = $3 WHERE key = $1 AND member = $2', [
      ...[key, member],
      JSON.stringify(unmade),
    ]);
  },

  async failed({ key }, error) {
    await rows.rows(
      `UPDATE pieces SET member = NULL, failures = failures + 1, error = $3
         WHERE key = $1 AND member = $2`,
      [key, member, JSON.stringify(error)],
    );
  },

  async left() {
    const [found] = await rows.rows<PiecesLeft>(
      `SELECT count(*) FILTER (WHERE NOT done) AS left,
           coalesce((SELECT json_agg(one) FROM pieces, jsonb_array_elements(unmade) AS one), '[]')
             AS unmade,
           (array_agg(error) FILTER (WHERE failures >= ${mostFailures}))[1] AS error
         FROM pieces`,
    );
    return found!;
  },
});
