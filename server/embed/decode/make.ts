import { decodePicture, type PictureLimits } from '@selfsame/models';
import { makeCopy } from './copy.ts';
import { isCopy, type Made, type MakeRule } from './job.ts';

/** The pixels of a picture, or a copy of it. */
export async function make(
  picture: Uint8Array,
  rule: MakeRule,
  limits: PictureLimits,
): Promise<Made> {
  if (isCopy(rule)) return { ...(await makeCopy(picture, rule, limits)), depth: null };
  const { pixels, depth } = await decodePicture(picture, rule, limits);
  return { bytes: pixels, depth, side: 0 };
}
