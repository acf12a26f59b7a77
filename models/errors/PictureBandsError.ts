import { PictureError } from './PictureError.ts';

/** The picture has channels that are no colours. */
export class PictureBandsError extends PictureError {
  constructor(bands: number) {
    super(
      'picture_bands',
      `The picture has ${bands} bands, where grey has one, colours have three and CMYK has four, each with one more for transparency.`,
      'Export the bands that are to be compared as a picture of grey or RGB.',
    );
  }
}
