import { SelfsameError } from '@selfsame/models';

/** The decoded pictures cannot be stored, most often because the disk is full. */
export class CacheWriteError extends SelfsameError {
  constructor(dir: string, reason: string, options?: ErrorOptions) {
    super(
      'cache_unwritable',
      `The decoded pictures cannot be stored in ${dir}: ${reason}`,
      'Make room there, or name another cache folder.',
      options,
    );
  }
}
