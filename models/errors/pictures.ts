import { pictureError } from './define.ts';

// Each has its status in `server/errors/status.ts`.

/**
 * The bytes are of a format that is not decoded here.
 * @param format what the bytes look like, e.g. 'heic'; null when nothing known
 */
export class PictureUnsupportedError extends pictureError('picture_unsupported', {
  message: (format: string | null, _supported: readonly string[]) =>
    format
      ? `Pictures of the format ${format} are not supported`
      : 'The bytes are not a picture in any known format',
  remedy: (format, supported) =>
    `${conversions[format ?? ''] ?? 'Convert the picture'} to one of ${supported.join(', ')}.`,
}) {}

/** How to go about formats that people have, up to what they are to become. */
const conversions: Readonly<Record<string, string>> = {
  jxl: 'Convert the JPEG XL file with djxl (libjxl)',
  jp2: 'Convert the JPEG 2000 file with opj_decompress (OpenJPEG)',
  ppm: 'Convert the PPM, PGM or PBM file with pnmtopng (netpbm)',
  raw: "Develop the camera's raw file with darktable, RawTherapee or dcraw",
  psd: 'Export the Photoshop file',
  svg: 'Draw the SVG file with rsvg-convert (librsvg)',
  pdf: 'Draw a page of the PDF file with pdftoppm (Poppler)',
};

/**
 * The picture is beyond what one decode may cost.
 * @param limit e.g. '100 megapixels'
 */
export class PictureTooLargeError extends pictureError('picture_too_large', {
  message: (limit: string) => `The picture has more than ${limit}`,
  remedy: 'Make it smaller; an encoder sees no more than a few hundred pixels across.',
}) {}

/** The picture has more values per pixel than any colour space that is served. */
export class PictureChannelsError extends pictureError('picture_channels', {
  message: (found: number, most: number) =>
    `The picture has ${found} channels, and at most ${most} are taken`,
  remedy: 'Save it as an ordinary grey, RGB or CMYK picture, with or without alpha.',
}) {}

/** The picture has channels that are no colours. */
export class PictureBandsError extends pictureError('picture_bands', {
  message: (bands: number) =>
    `The picture has ${bands} bands, where grey has one, colours have three and CMYK has four, each with one more for transparency.`,
  remedy: 'Export the bands that are to be compared as a picture of grey or RGB.',
}) {}

/** The picture has more frames or pages than are taken, although only the first would be used. */
export class PictureFramesError extends pictureError('picture_frames', {
  message: (found: number, most: number) =>
    `The picture has ${found} frames or pages, and at most ${most} are taken`,
  remedy: 'Send its first frame alone: only that one is embedded.',
}) {}

/** A picture of zero bytes. */
export class PictureEmptyError extends pictureError('picture_empty', {
  message: 'The picture has no bytes',
  remedy: 'Send the whole content of a picture file.',
}) {}

/** The picture claims a format that is supported, but its content is damaged or cut short. */
export class PictureUnreadableError extends pictureError('picture_unreadable', {
  message: (reason: string) => `The picture cannot be read: ${reason}`,
  remedy: 'Open it in a picture viewer to see whether it is damaged, and save or fetch it again.',
}) {}

/** Decoding went on for longer than any ordinary picture needs. */
export class PictureTooSlowError extends pictureError('picture_too_slow', {
  message: (seconds: number) => `The picture was not decoded within ${seconds} s`,
  remedy: 'Save it again as an ordinary JPEG or PNG, or make it smaller.',
}) {}
