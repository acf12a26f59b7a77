import { ApiError } from './ApiError.ts';

/** The disk has no room for the write, or less than is kept free. */
export class StorageFullError extends ApiError {
  constructor() {
    super(
      'storage_full',
      'The disk with the data folder is full or nearly so; nothing was written.',
      'Make room on the disk and send the request again. Searching and deleting go on meanwhile.',
    );
  }
}
