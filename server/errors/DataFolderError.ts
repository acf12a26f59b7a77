import { SelfsameError } from '@selfsame/models';

/** The data folder cannot be made, read or written. */
export class DataFolderError extends SelfsameError {
  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'data_unwritable',
      `The data folder ${folder} cannot be used: ${reason}.`,
      'Give the user who runs the server write access to it, or choose another with --data.',
      { cause },
    );
  }
}
