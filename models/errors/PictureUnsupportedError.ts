import { PictureError } from './PictureError.ts';

/** The bytes are of a format that is not decoded here. */
export class PictureUnsupportedError extends PictureError {
  /** @param format what the bytes look like, e.g. 'heic'; null when nothing known */
  constructor(format: string | null, supported: readonly string[]) {
    super(
      'picture_unsupported',
      format
        ? `Pictures of the format ${format} are not supported`
        : 'The bytes are not a picture in any known format',
      `Convert the picture to one of ${supported.join(', ')}.`,
    );
  }
}
