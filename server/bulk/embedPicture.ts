import { jobCaller } from '../embed/caller.ts';
import type { Encoder } from '../embed/Encoders.ts';
import { patiently } from '../embed/patiently.ts';
import { type PictureParts, pictureParts } from '../embed/pictureParts.ts';
import type { Keep } from '../store/contract/collections.ts';

/** Embeds a picture, with patience where there is no room for it at the time. */
export const embedPicture = (
  encoder: Encoder,
  bytes: Buffer,
  keep: Keep,
  cancelled: AbortSignal,
): Promise<PictureParts> =>
  patiently(() => pictureParts(encoder, bytes, keep, jobCaller(cancelled)), cancelled);
