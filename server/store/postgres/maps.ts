import { findCollection } from './collections.ts';
import type { Rows } from './Rows.ts';

/** The map that is kept with a generation. */
export async function getMap(
  rows: Rows,
  collection: string,
  model: string,
): Promise<string | null> {
  const { key } = await findCollection(rows, collection);
  const [found] = await rows.rows<{ map: string | null }>(
    'SELECT map FROM generations WHERE collection = $1 AND model = $2',
    [key, model],
  );
  return found?.map ?? null;
}

/** Within a transaction of the caller's. */
export async function putMap(
  rows: Rows,
  collection: string,
  model: string,
  map: string,
): Promise<boolean> {
  const owner = await findCollection(rows, collection, 'FOR SHARE');
  if (![owner.model, owner.next, owner.previous].includes(model)) return false;
  const kept = await rows.rows(
    'UPDATE generations SET map = $3 WHERE collection = $1 AND model = $2 RETURNING key',
    [owner.key, model, map],
  );
  return kept.length > 0;
}
