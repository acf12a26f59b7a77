import { ApiError } from './ApiError.ts';

/** A folder of pictures that the server cannot list. */
export class FolderInvalidError extends ApiError {
  constructor(folder: string, reason: string) {
    super(
      'folder_invalid',
      `The folder ${folder} cannot be indexed: ${reason}.`,
      "Give the absolute path of a folder on the server's machine that the server may read.",
      'folder',
    );
  }
}
