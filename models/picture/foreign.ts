import { crc32, deflateSync } from 'node:zlib';
import { decodeBmp } from './bmp.ts';
import type { PictureFormat } from './format.ts';
import { decodeHeic } from './heic.ts';
import type { PictureLimits } from './limits.ts';
import { sharp } from './loaders.ts';
import type { RawPicture } from './rawPicture.ts';

const decoders: Readonly<
  Partial<Record<PictureFormat, (bytes: Uint8Array, limits: PictureLimits) => Promise<RawPicture>>>
> = { heic: decodeHeic, bmp: decodeBmp };

/** Decodes a format that libvips has no decoder for; null for those that it has. */
export async function decodeForeign(
  bytes: Uint8Array,
  format: PictureFormat,
  limits: PictureLimits,
): Promise<RawPicture | null> {
  return (await decoders[format]?.(bytes, limits)) ?? null;
}

/** Pixels of a small picture in the colours of a profile -> in sRGB. @returns [height * width * 3] */
export async function inSrgb(
  pixels: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  profile: Uint8Array,
): Promise<Uint8Array> {
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  // libvips converts what a file says, so it gets a file: the profile as a chunk behind the header.
  const body = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(profile)]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length - 4);
  ends.writeUInt32BE(crc32(body), 4);
  const chunk = Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  const headerEnd = 33;
  const file = Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)]);
  const { data } = await sharp(file)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
