import { isSupported, readPicture, sniffFormat } from '@selfsame/models';
import sharp from 'sharp';
import type { Ground } from '../../config/shown.ts';
import { type PictureFile, thin } from '../scan.ts';
import { keptOn } from './grounds.ts';

/** Pictures that are looked at: enough to tell shares by, few enough to be quick. */
const sampled = 100;
/** Longer side of the copy of a transparent picture that is looked at. */
const side = 64;

/** What one picture is like, as far as the way to its pixels goes. */
export interface Shown {
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Of a transparent picture, the share of what it shows that stands out on each ground, 0 .. 1. */
  readonly kept?: Readonly<Record<Ground, number>>;
}

/** Looks at some pictures, evenly taken; at none that cannot be read, which decoding names. */
export async function lookAtSome(files: readonly PictureFile[]): Promise<Shown[]> {
  const found: Shown[] = [];
  for (const { place } of thin(files, sampled)) {
    try {
      found.push(await lookAt(await readPicture(place)));
    } catch {}
  }
  return found;
}

async function lookAt(bytes: Uint8Array): Promise<Shown> {
  if (!isSupported(sniffFormat(bytes))) throw new Error('no picture');
  const picture = sharp(bytes, { autoOrient: true });
  const { autoOrient, hasAlpha } = await picture.metadata();
  if (!hasAlpha) return autoOrient;
  const { data } = await picture
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const kept = keptOn(data);
  return { ...autoOrient, ...(kept && { kept }) };
}
