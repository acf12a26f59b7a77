import { type Rgba, sniffFormat } from '@selfsame/models/plain';
import { encoderError, haveTheServer } from '../errors.ts';
import { readerOf } from '../picture/bytes.ts';
import { headerOf } from '../picture/header.ts';
import { orientationOf, saidUpright } from '../picture/orientation.ts';
import { hasColourProfile } from '../picture/profile.ts';
import { pixelsOf } from './pixelsOf.ts';

/** Formats that browsers decode as libvips does. */
const formats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'bmp'];

export interface Decoded {
  readonly rgba: Rgba;
  /** 1 to 8, as EXIF has it. */
  readonly orientation: number;
}

/**
 * A picture as the server's decoders make it: first frame, 8-bit sRGB, and how to turn it.
 * @throws {ClientError} where the browser cannot, or would make other pixels of it
 */
export async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  const format = sniffFormat(bytes);
  if (format === null || !formats.includes(format))
    throw encoderError(
      'picture_unsupported',
      `A browser does not decode ${format ?? 'a file that is like no picture'}.`,
      haveTheServer,
    );
  const file = readerOf(bytes);
  const header = headerOf(file, format);
  if (header?.jpegChannels === 4) throw differs('in CMYK');
  if (header !== null && header.bits > 8) throw differs('of 16 bits');
  const isAsItIs = header !== null && !(await hasColourProfile(bytes, header));
  const orientation = orientationOf(file, header?.exif ?? null);
  const said = saidUpright(bytes, orientation);
  const bitmap = await open(new Blob([said], { type: `image/${format}` }), isAsItIs);
  try {
    return { rgba: pixelsOf(bitmap), orientation: orientation.value };
  } finally {
    bitmap.close();
  }
}

const differs = (what: string) =>
  encoderError(
    'picture_differs',
    `A browser shows pictures ${what} as the server does not.`,
    haveTheServer,
  );

/** @param isAsItIs whether values are sRGB's, whatever a PNG says of its gamma */
async function open(picture: Blob, isAsItIs: boolean): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture, {
      premultiplyAlpha: 'none',
      colorSpaceConversion: isAsItIs ? 'none' : 'default',
    });
  } catch (error) {
    const reason = (error as Error).message;
    throw encoderError(
      'picture_unreadable',
      `The picture cannot be decoded: ${reason}`,
      haveTheServer,
      error,
    );
  }
}
