import { ApiError } from './ApiError.ts';

/** A folder of pictures that the server cannot list. */
export class FolderUnreadableError extends ApiError {
  constructor(folder: string, cause: unknown) {
    super(
      'folder_unreadable',
      `The folder ${folder} cannot be read: ${(cause as Error).message}.`,
      "Give the absolute path of a folder on the server's machine that the server may read.",
      'folder',
      { cause },
    );
  }
}
