import { PictureError } from './PictureError.ts';

/** How to go about formats that people have, up to what they are to become. */
const remedies: Readonly<Record<string, string>> = {
  jxl: 'Convert the JPEG XL file with djxl (libjxl)',
  jp2: 'Convert the JPEG 2000 file with opj_decompress (OpenJPEG)',
  ppm: 'Convert the PPM, PGM or PBM file with pnmtopng (netpbm)',
  raw: "Develop the camera's raw file with darktable, RawTherapee or dcraw",
  psd: 'Export the Photoshop file',
  svg: 'Draw the SVG file with rsvg-convert (librsvg)',
  pdf: 'Draw a page of the PDF file with pdftoppm (Poppler)',
};

/** The bytes are of a format that is not decoded here. */
export class PictureUnsupportedError extends PictureError {
  /** @param format what the bytes look like, e.g. 'heic'; null when nothing known */
  constructor(format: string | null, supported: readonly string[]) {
    super(
      'picture_unsupported',
      format
        ? `Pictures of the format ${format} are not supported`
        : 'The bytes are not a picture in any known format',
      `${remedies[format ?? ''] ?? 'Convert the picture'} to one of ${supported.join(', ')}.`,
    );
  }
}
