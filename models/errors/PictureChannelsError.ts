import { PictureError } from './PictureError.ts';

/** The picture has more values per pixel than any colour space that is served. */
export class PictureChannelsError extends PictureError {
  constructor(found: number, most: number) {
    super(
      'picture_channels',
      `The picture has ${found} channels, and at most ${most} are taken`,
      'Save it as an ordinary grey, RGB or CMYK picture, with or without alpha.',
    );
  }
}
