import { PictureError } from './PictureError.ts';

/** The picture has more frames or pages than are taken, although only the first would be used. */
export class PictureFramesError extends PictureError {
  constructor(found: number, most: number) {
    super(
      'picture_frames',
      `The picture has ${found} frames or pages, and at most ${most} are taken`,
      'Send its first frame alone: only that one is embedded.',
    );
  }
}
