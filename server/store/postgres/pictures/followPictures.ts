import type { FileOutcome, FileWrite } from '../../contract/files.ts';
import type { Reached } from '../../pictures/Reached.ts';
import type { Rows } from '../Rows.ts';
import { placeOf } from './objects.ts';
import { all, Uploads } from './Uploads.ts';

/** The objects that are written for the pictures of files; other pictures go into their rows. */
export type Objects = ReadonlyMap<FileWrite, string>;

/**
 * Writes the pictures that files bring to the place outside the database, and copies those that they
 * take from items which have them there.
 * @param follow does what else there is to do, in a transaction that names them
 */
export async function followPictures(
  rows: Rows,
  place: Reached | null,
  collection: string,
  files: readonly FileWrite[],
  follow: (objects: Objects) => Promise<FileOutcome[]>,
): Promise<FileOutcome[]> {
  const sources = await sourcesOf(rows, collection, files);
  if (place === null && sources.size === 0) return follow(new Map());
  const uploads = new Uploads(placeOf(place));
  const objects = new Map<FileWrite, string>();
  const write = async (file: FileWrite): Promise<void> => {
    const { picture } = file;
    if (picture === null) return;
    const source = 'version' in picture ? sources.get(picture.version) : undefined;
    const bytes = 'image' in picture ? picture.image?.bytes : undefined;
    const object =
      source !== undefined
        ? await uploads.copy(source)
        : bytes !== undefined && place !== null
          ? await uploads.put(bytes)
          : null;
    if (object !== null) objects.set(file, object);
  };
  try {
    await all(files.map(write));
    const outcomes = await follow(objects);
    const unused = files.filter((_, i) => outcomes[i] !== 'done');
    await uploads.drop(unused.flatMap((file) => objects.get(file) ?? []));
    return outcomes;
  } catch (error) {
    await uploads.undo(error);
    throw error;
  }
}

/** Objects of items that pictures are taken from, by the versions of these. */
async function sourcesOf(
  rows: Rows,
  collection: string,
  files: readonly FileWrite[],
): Promise<ReadonlyMap<string, string>> {
  const asked = files.flatMap(({ picture }) =>
    picture !== null && 'version' in picture ? [picture.id] : [],
  );
  if (asked.length === 0) return new Map();
  const found = await rows.rows<{ version: string; object: string }>(
    `SELECT items.key || '.' || items.revision AS version, images.object
       FROM collections JOIN items ON items.collection = collections.key
         JOIN images ON images.item = items.key
       WHERE name = $1 AND items.id = ANY($2) AND images.object IS NOT NULL`,
    [collection, asked],
  );
  return new Map(found.map(({ version, object }) => [version, object]));
}
