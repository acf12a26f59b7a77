import { PictureError } from './PictureError.ts';

/** The picture is beyond what one decode may cost. */
export class PictureTooLargeError extends PictureError {
  /** @param limit e.g. '100 megapixels' */
  constructor(limit: string, options?: ErrorOptions) {
    super(
      'picture_too_large',
      `The picture has more than ${limit}`,
      'Make it smaller; an encoder sees no more than a few hundred pixels across.',
      options,
    );
  }
}
