import { ApiError } from './ApiError.ts';

/** The disk has no room for the write. */
export class StorageFullError extends ApiError {
  constructor() {
    super(
      'storage_full',
      'The disk with the data folder is full; nothing was written.',
      'Make room on the disk and send the request again. Searching goes on meanwhile.',
    );
  }
}
