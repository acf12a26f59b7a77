import { open as openFile } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import { PictureError } from '../errors/define.ts';
import {
  PictureEmptyError,
  PictureTooLargeError,
  PictureTooSlowError,
  PictureUnreadableError,
  PictureUnsupportedError,
} from '../errors/pictures.ts';
import type { Place } from '../names.ts';
import { checkBands } from './bands.ts';
import { isCameraRaw } from './cameraRaw.ts';
import { checkHeader } from './checkHeader.ts';
import { deepest, depthRange, isDeep, isOut, toBytes, toSixteenBits } from './deep.ts';
import { decodeForeign, inSrgb } from './foreign.ts';
import { isSupported, type PictureFormat, pictureFormats, sniffFormat } from './format.ts';
import { type PictureLimits, pictureLimits } from './limits.ts';
import { sharp } from './loaders.ts';
import type { RawPicture } from './rawPicture.ts';
import { resized } from './resize.ts';
import type { PixelRule } from './rule.ts';
import { hasSrgbProfile } from './srgbProfile.ts';

/** The pixels of a picture. */
export interface Decoded {
  /** [height * width * 3] RGB, rows from the top. */
  readonly pixels: Uint8Array;
  /** What was done to a picture of other than 8 bits: "12 of 16 bits"; null for all others. */
  readonly depth: string | null;
}

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
  return (await decodePicture(input, rule, limits)).pixels;
}

/** The same, and what was done to a deep picture. */
export async function decodePicture(
  input: Uint8Array | string,
  rule: PixelRule,
  limits: PictureLimits = pictureLimits,
): Promise<Decoded> {
  const bytes = typeof input === 'string' ? await readPicture(input, limits) : input;
  if (bytes.length === 0) throw new PictureEmptyError();
  if (bytes.length > limits.bytes) throw tooManyBytes(limits);
  const format = sniffFormat(bytes);
  if (!isSupported(format)) throw new PictureUnsupportedError(format, pictureFormats);

  if (format === 'tiff' && isCameraRaw(bytes))
    throw new PictureUnsupportedError('raw', pictureFormats);
  try {
    const foreign = await decodeForeign(bytes, format, limits);
    if (foreign !== null) return { pixels: await ofForeign(foreign, rule), depth: null };
    const header = await checkHeader(bytes, format, limits);
    if ((rule.pixels ?? 1) < 2)
      return { pixels: await ofEightBits(bytes, format, rule, limits), depth: null };
    if (header !== undefined) checkBands(bytes, header);
    if (header !== undefined && isDeep(header))
      return await ofMoreBits(bytes, header, rule, limits);
    return { pixels: await ofEightBits(bytes, format, rule, limits), depth: null };
  } catch (error) {
    throw pictureError(error as Error, limits);
  }
}

function open(bytes: Uint8Array, limits: PictureLimits, ignoreIcc = false): Sharp {
  return sharp(bytes, {
    ...{ autoOrient: true, ignoreIcc },
    failOn: 'error',
    limitInputPixels: limits.pixels,
    sequentialRead: true,
  }).timeout({ seconds: limits.seconds });
}

async function ofForeign(
  { data, width, height, profile }: RawPicture,
  rule: PixelRule,
): Promise<Uint8Array> {
  const raw = sharp(data, { raw: { width, height, channels: 4 } });
  const small = await resized(raw, rule);
  const pixels = await small.raw({ depth: 'uchar' }).toBuffer();
  return profile === null ? new Uint8Array(pixels) : inSrgb(pixels, rule, profile);
}

async function ofEightBits(
  bytes: Uint8Array,
  format: PictureFormat,
  rule: PixelRule,
  limits: PictureLimits,
): Promise<Uint8Array> {
  const opened = open(bytes, limits, format === 'jpeg' && hasSrgbProfile(bytes));
  // To work in a colour space is what keeps sharp from shrinking while it loads.
  const picture = (rule.pixels ?? 1) >= 2 ? opened.pipelineColourspace('srgb') : opened;
  return bytesOf(await resized(picture, rule));
}

/** @returns [height * width * 3] */
async function bytesOf(picture: Sharp): Promise<Uint8Array> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`it decodes to ${info.channels} channels`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

const flattened = (
  bytes: Uint8Array,
  { background: [r, g, b] }: PixelRule,
  limits: PictureLimits,
): Sharp => open(bytes, limits).flatten({ background: { r, g, b } });

/** Longer side of the copy that the values of a deep picture are looked at in. */
const sampleSide = 512;

interface Values {
  /** [height, width, channels]. */
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** A picture's values as they are, with the channels that there are once transparency is gone. */
async function valuesOf(picture: Sharp, space: string): Promise<Values> {
  const { data, info } = await picture
    .toColourspace(space)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { values: new Float32Array(new Uint8Array(data).buffer), width, height, channels };
}

async function ofMoreBits(
  bytes: Uint8Array,
  header: Metadata,
  rule: PixelRule,
  limits: PictureLimits,
): Promise<Decoded> {
  const space = header.space as 'grey16';
  const size = { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' } as const;
  const sample = open(bytes, limits).removeAlpha().resize(sampleSide, sampleSide, size);
  const range = depthRange(bytes, header, (await valuesOf(sample, space)).values);
  if (rule.resampling !== undefined) {
    // Which takes 8 bits: what is made of more is the same, but for a step at most.
    const { values, ...raw } = await valuesOf(flattened(bytes, rule, limits), space);
    const eight = sharp(toBytes(values, range), { raw });
    return { pixels: await bytesOf(await resized(eight, rule)), depth: range.note };
  }
  const direct = await valuesOf(await resized(open(bytes, limits), rule), space);
  const { channels } = direct;
  let eight = toBytes(direct.values, range);
  if (isOut(direct.values, range)) {
    // Of a value that is far out, or no number, resizing would make many.
    const { values, ...raw } = await valuesOf(flattened(bytes, rule, limits), space);
    const clipped = await resized(sharp(toSixteenBits(values, range), { raw }), rule);
    const deep = await valuesOf(clipped, channels === 1 ? 'grey16' : 'rgb16');
    eight = toBytes(deep.values, { black: 0, white: deepest });
  }
  if (channels === 3) return { pixels: eight, depth: range.note };
  if (channels !== 1) throw new Error(`it decodes to ${channels} channels`);
  const pixels = new Uint8Array(3 * eight.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = eight[Math.floor(i / 3)]!;
  return { pixels, depth: range.note };
}

/**
 * Reads a picture's file, if it is one and not too large.
 * @throws {PictureError}
 */
export async function readPicture(
  path: Place,
  limits: PictureLimits = pictureLimits,
): Promise<Uint8Array> {
  const file = await openFile(path).catch((error: Error) => {
    throw new PictureUnreadableError(error.message, error);
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
    return new PictureTooLargeError(`${limits.pixels / 1e6} megapixels`, error);
  }
  if (/timeout/i.test(error.message)) {
    return new PictureTooSlowError(limits.seconds, error);
  }
  // The decoders' messages name internals over several lines; the first line says enough.
  const [reason = 'unknown reason'] = error.message.split('\n');
  return new PictureUnreadableError(reason, error);
}
