import { pictureExtensions, SelfsameError } from '@selfsame/models';
import type { SkippedPicture } from './scan.ts';

/** The folder holds fewer readable pictures than are needed. */
export class DatasetTooSmallError extends SelfsameError {
  /** @param count of pictures that were found, or, after decoding, could be read */
  constructor(
    folder: string,
    count: number,
    minimum: number,
    skipped: readonly SkippedPicture[] = [],
  ) {
    const examples = skipped.slice(0, 3).map(({ path, reason }) => `${path} (${reason})`);
    const unread = skipped.length > 0 ? `; ${skipped.length} cannot: ${examples.join(', ')}` : '';
    super(
      count === 0 ? 'dataset_empty' : 'dataset_too_small',
      `${folder} has ${count} pictures that can be read, and at least ${minimum} are needed${unread}`,
      `Add pictures (${[...pictureExtensions].join(' ')}), or name another folder.`,
    );
  }
}
