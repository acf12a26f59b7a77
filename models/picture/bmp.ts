import { PictureTooLargeError } from '../errors/pictures.ts';
import type { PictureLimits } from './limits.ts';
import type { RawPicture } from './rawPicture.ts';

/** Decodes a Windows bitmap; its size is seen before any of it is decoded. */
export async function decodeBmp(bytes: Uint8Array, limits: PictureLimits): Promise<RawPicture> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length < 30) throw new Error('the bitmap ends in its header');
  const width = file.readInt32LE(18);
  const height = Math.abs(file.readInt32LE(22));
  if (width <= 0 || height === 0) throw new Error(`the bitmap is ${width} x ${height}`);
  if (width * height > limits.pixels)
    throw new PictureTooLargeError(`${limits.pixels / 1e6} megapixels`);
  const bits = file.readUInt16LE(28);
  const isPacked = [1, 2].includes(file.readUInt32LE(30));
  if (!isPacked && file.readUInt32LE(10) + (width * height * bits) / 8 > file.length)
    throw new Error('the bitmap is cut short');
  const { decode } = await import('bmp-ts');
  const { data } = decode(file, { toRGBA: true });
  // The fourth byte of 32 is not used by most that write it, and rarely transparency.
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { data, width, height, profile: null };
}
