import { PictureError } from './PictureError.ts';

/** A picture of zero bytes. */
export class PictureEmptyError extends PictureError {
  constructor() {
    super('picture_empty', 'The picture has no bytes', 'Send the whole content of a picture file.');
  }
}
