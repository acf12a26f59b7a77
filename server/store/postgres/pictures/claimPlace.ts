import { StorageFullError } from '../../../errors/collections.ts';
import {
  PicturesForeignError,
  PicturesMissingError,
  PicturesNeededError,
  PicturesUnusableError,
} from '../../../errors/start.ts';
import { limits } from '../../../limits.ts';
import { callsOf, openPictures } from '../../pictures/openPictures.ts';
import { markerKey, type Pictures } from '../../pictures/Pictures.ts';
import { Reached } from '../../pictures/Reached.ts';
import { within } from '../../pictures/within.ts';
import type { Connections } from '../Connections.ts';
import type { Rows } from '../Rows.ts';
import { newKey } from './objects.ts';

/**
 * The place outside a database where its pictures are, tried; null where all are in the database.
 * @throws where it cannot be used, is another database's, or is needed and was not named
 */
export async function claimPlace(
  connections: Connections,
  name: string | undefined,
): Promise<Reached | null> {
  if (name === undefined) {
    await refuseUnnamed(connections);
    return null;
  }
  const pictures = await openPictures(name);
  try {
    await mark(connections, pictures);
    await tryOut(pictures);
    await connections.rows(
      `INSERT INTO properties VALUES ('pictures', $1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [pictures.place],
    );
    return new Reached(pictures, callsOf(name));
  } catch (error) {
    pictures.close();
    throw error;
  }
}

async function refuseUnnamed(connections: Connections): Promise<void> {
  if ((await anyObject(connections)) === undefined) return;
  const [known] = await connections.rows<{ value: string }>(
    "SELECT value FROM properties WHERE name = 'pictures'",
  );
  throw new PicturesNeededError(connections.place, known!.value);
}

const anyObject = async (rows: Rows): Promise<string | undefined> =>
  (
    await rows.rows<{ object: string }>(
      'SELECT object FROM images WHERE object IS NOT NULL LIMIT 1',
    )
  )[0]?.object;

function bounded<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  return within(work(ending.signal), limits.picturesMs, ending);
}

type Step = <T>(doing: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** What goes wrong with the place, as an error with its remedy. */
const stepsAt =
  (pictures: Pictures): Step =>
  async (doing, work) => {
    try {
      return await bounded(work);
    } catch (error) {
      throw new PicturesUnusableError(pictures.place, doing, error, pictures.remedyOf(error));
    }
  };

/** Marks a new place as this database's. @throws where it is another one's, or has not its pictures */
async function mark(connections: Connections, pictures: Pictures): Promise<void> {
  const step = stepsAt(pictures);
  const marker = JSON.stringify(await ownerOf(connections));
  const found = await step('read', (signal) => pictures.get(markerKey, signal));
  if (found !== null) {
    if (Buffer.from(found).toString() === marker) return;
    throw new PicturesForeignError(pictures.place);
  }
  const object = await anyObject(connections);
  if (object !== undefined) {
    const first = bounded((signal) => pictures.read(object, 0, 1, signal));
    if ((await first.catch(() => null)) === null)
      throw new PicturesMissingError(pictures.place, connections.place);
  }
  await step('written', (end) => pictures.put(markerKey, Buffer.from(marker), end));
}

/**
 * What tells one database from all others, and from its copies: a copy would delete what is put in by
 * way of the other.
 */
async function ownerOf(connections: Connections): Promise<Record<string, string>> {
  const [own] = await connections.rows<{ database: string; place: string }>(
    `SELECT value AS database, pg_database.oid || '/' || current_schema()::regnamespace::oid AS place
       FROM properties, pg_database WHERE name = 'database' AND datname = current_database()`,
  );
  const [cluster] = await connections.rows<{ cluster: string }>(
    'SELECT system_identifier::text AS cluster FROM pg_control_system()',
  );
  return { database: own!.database, place: `${cluster!.cluster}/${own!.place}` };
}

/** Everything that a server does there, once. */
async function tryOut(pictures: Pictures): Promise<void> {
  const step = stepsAt(pictures);
  const key = newKey();
  const writing = step('written', (signal) => pictures.put(key, Buffer.from('tried'), signal));
  // What is in a full one can be read, and all else goes on.
  const isFull = await writing.then(
    () => false,
    (error) => StorageFullError.is(error.cause) || Promise.reject(error),
  );
  if (isFull) return;
  await step('read', (signal) => pictures.get(key, signal));
  await step('listed', (signal) => pictures.list(null, signal));
  await step('deleted', (signal) => pictures.delete([key], signal));
}
