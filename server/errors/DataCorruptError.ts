import { SelfsameError } from '@selfsame/models';

/** The database file in the data folder is damaged or is not a database. */
export class DataCorruptError extends SelfsameError {
  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'data_corrupt',
      `The database ${file} cannot be read: ${reason}.`,
      'Nothing was changed. Restore the data folder from a copy, or move it away to start anew.',
      { cause },
    );
  }
}
