import { isAbsolute } from 'node:path';

export interface BucketPlace {
  readonly bucket: string;
  /** Empty, or with a "/" at its end. */
  readonly prefix: string;
}

/** s3://bucket or s3://bucket/prefix; null for anything else. */
export function bucketOf(place: string): BucketPlace | null {
  const [, bucket, path = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?#]*))?$/.exec(place) ?? [];
  if (bucket === undefined) return null;
  const prefix = path.replace(/^\/+|\/+$/g, '');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}

/** Whether a setting names a bucket, or a folder that is the same from any working directory. */
export const isPicturesPlace = (text: string): boolean =>
  bucketOf(text) !== null || isAbsolute(text);
