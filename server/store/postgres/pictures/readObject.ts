import { PictureLostError } from '../../../errors/collections.ts';
import type { Reached } from '../../pictures/Reached.ts';
import type { Rows } from '../Rows.ts';

/** What an item's row says of its picture outside the database. */
export interface NamedObject {
  readonly collection: string;
  readonly id: string;
  readonly object: string;
  readonly length: number;
}

/**
 * All of it; null if no row names it any more.
 * @throws {PictureLostError} where a row does and it is not what was written
 */
export async function getObject(
  rows: Rows,
  place: Reached,
  named: NamedObject,
): Promise<Uint8Array | null> {
  const bytes = await place.get(named.object);
  return bytes?.length === named.length ? bytes : lost(rows, place, named, bytes);
}

/** The same of a part of it. */
export async function readObject(
  rows: Rows,
  place: Reached,
  named: NamedObject,
  from: number,
  most: number,
): Promise<Uint8Array | null> {
  if (!(await isNamed(rows, named.object))) return null;
  const wanted = Math.min(most, named.length - from);
  const piece = await place.read(named.object, from, wanted);
  return piece?.length === wanted ? piece : lost(rows, place, named, piece);
}

async function lost(
  rows: Rows,
  { place }: Reached,
  { collection, id, object, length }: NamedObject,
  found: Uint8Array | null,
): Promise<null> {
  if (!(await isNamed(rows, object))) return null;
  const problem = found === null ? 'is not there' : `has not its ${length} bytes`;
  throw new PictureLostError(collection, id, `${place}/${object}`, problem);
}

const isNamed = async (rows: Rows, object: string) =>
  (await rows.rows('SELECT 1 FROM images WHERE object = $1', [object])).length > 0;
