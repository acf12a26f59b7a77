import { PictureError } from './PictureError.ts';

/** Decoding went on for longer than any ordinary picture needs. */
export class PictureTooSlowError extends PictureError {
  constructor(seconds: number, options?: ErrorOptions) {
    super(
      'picture_too_slow',
      `The picture was not decoded within ${seconds} s`,
      'Save it again as an ordinary JPEG or PNG, or make it smaller.',
      options,
    );
  }
}
