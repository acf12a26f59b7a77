import { PictureError } from './PictureError.ts';

/** The picture claims a format that is supported, but its content is damaged or cut short. */
export class PictureUnreadableError extends PictureError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      'picture_unreadable',
      `The picture cannot be read: ${reason}`,
      'Open it in a picture viewer to see whether it is damaged, and save or fetch it again.',
      options,
    );
  }
}
