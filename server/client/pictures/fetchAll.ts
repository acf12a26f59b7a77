import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnknownImageError, UnknownItemError } from '../../errors/collections.ts';
import type { Bytes, Download } from '../call.ts';
import type { ItemAnswer } from './items.ts';

/** Pictures that are asked for at a time. */
const width = 4;

/** A picture that has come, and is to be put into its place. */
export interface Fetched {
  readonly item: ItemAnswer;
  /** The file that it is in, on the disk for good. */
  readonly temporary: string;
  /** "image/jpeg" */
  readonly type: string;
}

/**
 * Fetches the pictures of items, into files of a folder.
 * @param stop ends it early
 * @param onFetched told of each, of those too that are gone meanwhile
 * @returns those that have come
 */
export async function fetchAll(
  download: Download,
  items: readonly ItemAnswer[],
  folder: string,
  stop: AbortSignal,
  onFetched: () => void,
): Promise<Fetched[]> {
  const fetched: Fetched[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [i, item] of queue) {
      if (stop.aborted) return;
      const picture = await fetchOne(download, item);
      onFetched();
      if (picture === null) continue;
      const temporary = join(folder, String(i));
      await writeFile(temporary, picture.bytes, { flush: true });
      fetched.push({ item, temporary, type: picture.type });
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return fetched;
}

/** Null where the item or its picture has gone since it was listed. */
async function fetchOne(download: Download, { image }: ItemAnswer): Promise<Bytes | null> {
  try {
    return await download(image!);
  } catch (error) {
    if (UnknownItemError.is(error) || UnknownImageError.is(error)) return null;
    throw error;
  }
}
