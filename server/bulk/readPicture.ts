import { open } from 'node:fs/promises';
import { contentDigest } from '../embed/pictureParts.ts';
import { FileChangingError } from '../errors/collections.ts';
import { BodyTooLargeError } from '../errors/request.ts';
import { checkParameter } from '../input/check.ts';
import { idParameter } from '../input/names.ts';
import type { FollowedFile } from '../store/contract/files.ts';
import { stampOf } from './plan.ts';
import type { FolderPicture } from './scan/scanAside.ts';

/** A file that has been read. */
export interface Picture {
  readonly path: string;
  readonly bytes: Buffer;
  readonly content: string;
  readonly file: Omit<FollowedFile, 'folder'>;
}

/**
 * Reads a picture, whole and of one state.
 * @param most bytes that it may have
 */
export async function readPicture(picture: FolderPicture, most: number): Promise<Picture> {
  const { path, place, metadata } = picture;
  checkParameter(idParameter, path);
  const file = await open(place);
  try {
    const before = await file.stat();
    if (before.size > most) throw new BodyTooLargeError('The picture', most);
    const bytes = await file.readFile();
    const after = await file.stat();
    const stampAt = ({ size, mtimeMs, ctimeMs }: typeof after) =>
      stampOf({ ...picture, bytes: size, modified: mtimeMs, changed: ctimeMs });
    if (stampAt(before) !== stampAt(after) || bytes.length !== after.size)
      throw new FileChangingError();
    const stamp = stampAt(after);
    return { path, bytes, content: contentDigest(bytes), file: { stamp, metadata } };
  } finally {
    await file.close();
  }
}
