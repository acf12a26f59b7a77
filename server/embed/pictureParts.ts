import { createHash } from 'node:crypto';
import { modelDigest, sniffFormat } from '@selfsame/models';
import type { Keep } from '../store/contract/collections.ts';
import type { NewImage, NewItem } from '../store/contract/items.ts';
import type { Caller } from './caller.ts';
import type { Embedded } from './Embedder.ts';
import type { Encoder } from './Encoders.ts';

/** What a picture gives an item. */
export type PictureParts = Pick<NewItem, 'vectors' | 'image' | 'content' | 'depth'>;

/** Embeds a picture and makes of it what the collection keeps. */
export async function pictureParts(
  encoder: Encoder,
  picture: Buffer,
  keep: Keep,
  caller: Caller,
): Promise<PictureParts> {
  const embedded = await encoder.embedder.embed(picture, caller);
  return partsOf(encoder, picture, embedded, keep, caller);
}

/** The same for a picture that has been embedded. */
export async function partsOf(
  { bundle, embedder }: Encoder,
  picture: Buffer,
  { vector, depth }: Embedded,
  keep: Keep,
  caller: Caller,
): Promise<PictureParts> {
  const image =
    keep === 'preview' ? await embedder.preview(picture, caller) : original(picture, keep);
  const vectors = [{ model: modelDigest(bundle.card), vector }];
  return { vectors, image, content: contentDigest(picture), depth };
}

const original = (picture: Buffer, keep: Keep): NewImage | null =>
  keep === 'original' ? { type: `image/${sniffFormat(picture)}`, bytes: picture, side: 0 } : null;

/** What tells pictures apart that were indexed: SHA-256 of the bytes, in hex. */
export const contentDigest = (picture: Uint8Array): string =>
  createHash('sha256').update(picture).digest('hex');
