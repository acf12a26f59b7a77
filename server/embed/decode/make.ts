import { decodePicture, type PictureLimits, type PixelRule } from '@selfsame/models';
import type { Made } from './job.ts';
import { makePreview } from './preview.ts';

/** The pixels of a picture by a rule, or without one a preview of it. */
export async function make(
  picture: Uint8Array,
  rule: PixelRule | null,
  limits: PictureLimits,
): Promise<Made> {
  if (rule === null) return { ...(await makePreview(picture, limits)), depth: null };
  const { pixels, depth } = await decodePicture(picture, rule, limits);
  return { bytes: pixels, depth, side: 0 };
}
