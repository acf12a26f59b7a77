import { jobCaller } from '../embed/caller.ts';
import { patiently } from '../embed/patiently.ts';
import { type Encoding, type PictureParts, pictureParts } from '../embed/pictureParts.ts';
import type { Keep } from '../store/contract/collections.ts';

/** Embeds a picture by a collection's encoders, with patience where there is no room for it at the time. */
export const embedPicture = (
  encoding: Encoding,
  bytes: Buffer,
  keep: Keep,
  cancelled: AbortSignal,
): Promise<PictureParts> =>
  patiently(() => pictureParts(encoding, bytes, keep, jobCaller(cancelled)), cancelled);
