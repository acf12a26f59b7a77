import { open } from 'node:fs/promises';
import { PictureEmptyError } from '../errors/PictureEmptyError.ts';
import { PictureError } from '../errors/PictureError.ts';
import { PictureTooLargeError } from '../errors/PictureTooLargeError.ts';
import { PictureTooSlowError } from '../errors/PictureTooSlowError.ts';
import { PictureUnreadableError } from '../errors/PictureUnreadableError.ts';
import { PictureUnsupportedError } from '../errors/PictureUnsupportedError.ts';
import type { Place } from '../files/names.ts';
import { checkHeader } from './checkHeader.ts';
import { isSupported, pictureFormats, sniffFormat } from './format.ts';
import { type PictureLimits, pictureLimits } from './limits.ts';
import { sharp } from './loaders.ts';

/** How a picture of any size becomes the fixed size that an encoder sees. */
export interface PixelRule {
  readonly width: number;
  readonly height: number;
  /** 'cover' crops what is over, 'contain' fills up with the background, 'fill' distorts. */
  readonly fit: 'cover' | 'contain' | 'fill';
  /** RGB 0-255 behind transparent pixels and beside contained pictures. */
  readonly background: readonly [number, number, number];
}

/** Changes whenever `decodePixels` gives other pixels for the same picture and rule. */
export const pixelsVersion = 1;

/**
 * The one way from a picture to pixels, for training and for serving: upright by its EXIF
 * orientation, first page or frame, 8-bit sRGB, alpha flattened on the background, resized.
 * @param input the picture's bytes, or the path of its file
 * @param limits what it may cost; they decide what is refused and never what the pixels are
 * @returns [height * width * 3] RGB, rows from the top
 * @throws {PictureError} when the picture is damaged, cut short, unsupported or too large
 */
export async function decodePixels(
  input: Uint8Array | string,
  rule: PixelRule,
  limits: PictureLimits = pictureLimits,
): Promise<Uint8Array> {
  const bytes = typeof input === 'string' ? await readPicture(input, limits) : input;
  if (bytes.length === 0) throw new PictureEmptyError();
  if (bytes.length > limits.bytes) throw tooManyBytes(limits);
  const format = sniffFormat(bytes);
  if (!isSupported(format)) throw new PictureUnsupportedError(format, pictureFormats);

  const [r, g, b] = rule.background;
  const background = { r, g, b };
  try {
    await checkHeader(bytes, format, limits);
    const { data, info } = await sharp(bytes, {
      autoOrient: true,
      failOn: 'error',
      limitInputPixels: limits.pixels,
      sequentialRead: true,
    })
      .timeout({ seconds: limits.seconds })
      .flatten({ background })
      .resize(rule.width, rule.height, { fit: rule.fit, background })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`it decodes to ${info.channels} channels`);
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  } catch (error) {
    throw pictureError(error as Error, limits);
  }
}

/**
 * Reads a picture's file, if it is one and not too large.
 * @throws {PictureError}
 */
export async function readPicture(
  path: Place,
  limits: PictureLimits = pictureLimits,
): Promise<Uint8Array> {
  const file = await open(path).catch((error: Error) => {
    throw new PictureUnreadableError(error.message, { cause: error });
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new PictureUnreadableError(`${path} is not a file`);
    if (stat.size > limits.bytes) throw tooManyBytes(limits);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function tooManyBytes({ bytes }: PictureLimits): PictureTooLargeError {
  return new PictureTooLargeError(bytes < 2 ** 20 ? `${bytes} bytes` : `${bytes >> 20} MiB`);
}

function pictureError(error: Error, limits: PictureLimits): Error {
  if (error instanceof PictureError) return error;
  if (/exceeds pixel limit/.test(error.message)) {
    return new PictureTooLargeError(`${limits.pixels / 1e6} megapixels`, { cause: error });
  }
  if (/timeout/i.test(error.message)) {
    return new PictureTooSlowError(limits.seconds, { cause: error });
  }
  // The decoders' messages name internals over several lines; the first line says enough.
  const [reason = 'unknown reason'] = error.message.split('\n');
  return new PictureUnreadableError(reason, { cause: error });
}
