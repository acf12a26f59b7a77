import { limits } from '../../limits.ts';
import { picturesInFolder } from './folder.ts';
import type { Pictures } from './Pictures.ts';
import { bucketOf } from './place.ts';

/** How many calls a place is given at a time: those of a folder hold threads that decoders need too. */
export const callsOf = (place: string): number =>
  bucketOf(place) === null ? limits.pictureFileCalls : limits.pictureCalls;

/** The vendor's client is loaded where a bucket is asked for. */
export async function openPictures(place: string): Promise<Pictures> {
  const bucket = bucketOf(place);
  if (bucket === null) return picturesInFolder(place);
  const { picturesInBucket } = await import('./s3.ts');
  return picturesInBucket(bucket);
}
