import { createHash } from 'node:crypto';
import { sniffFormat } from '@selfsame/models';
import type { Keep } from '../store/contract/collections.ts';
import type { NewImage, NewItem } from '../store/contract/items.ts';
import type { Caller } from './caller.ts';
import type { Embedded } from './Embedder.ts';
import type { Encoder } from './Encoders.ts';

/** What a picture gives an item. */
export type PictureParts = Pick<NewItem, 'vectors' | 'image' | 'content' | 'depth'>;

/** The encoders that a collection's pictures are embedded by: that of its model comes first. */
export type Encoding = readonly [Encoder, ...Encoder[]];

/** Embeds pictures by a collection's encoders, each or the reason why not. */
export const embedEach = ([first, ...others]: Encoding, pictures: readonly Buffer[], by: Caller) =>
  first.embedder.embedEach(
    pictures,
    by,
    others.map(({ embedder }) => embedder),
  );

/** Embeds a picture and makes of it what the collection keeps. */
export async function pictureParts(
  encoding: Encoding,
  picture: Buffer,
  keep: Keep,
  caller: Caller,
): Promise<PictureParts> {
  const [embedded] = await embedEach(encoding, [picture], caller);
  if (embedded!.status === 'rejected') throw embedded!.reason;
  return partsOf(encoding, picture, embedded!.value, keep, caller);
}

/** The same for a picture that has been embedded. */
export async function partsOf(
  encoding: Encoding,
  picture: Buffer,
  { vector, others, depth }: Embedded,
  keep: Keep,
  caller: Caller,
): Promise<PictureParts> {
  const [{ embedder }] = encoding;
  const image =
    keep === 'preview' ? await embedder.preview(picture, caller) : original(picture, keep);
  const vectors = [vector, ...others].flatMap((one, i) =>
    one === null ? [] : [{ model: encoding[i]!.digest, vector: one }],
  );
  return { vectors, image, content: contentDigest(picture), depth };
}

const original = (picture: Buffer, keep: Keep): NewImage | null =>
  keep === 'original' ? { type: `image/${sniffFormat(picture)}`, bytes: picture, side: 0 } : null;

/** What tells pictures apart that were indexed: SHA-256 of the bytes, in hex. */
export const contentDigest = (picture: Uint8Array): string =>
  createHash('sha256').update(picture).digest('hex');
