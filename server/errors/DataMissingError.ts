import { SelfsameError } from '@selfsame/models';

/** The data folder has held an index, and its database is gone or empty. */
export class DataMissingError extends SelfsameError {
  /** @param snapshot the newest snapshot's file; null if there is none */
  constructor(file: string, state: 'missing' | 'empty', snapshot: string | null) {
    super(
      'data_missing',
      `The database ${file} is ${state}, and the folder has held an index.`,
      snapshot === null
        ? 'Nothing was changed. Put the file back from a copy, or start anew with another folder (--data).'
        : `Nothing was changed. Put the file back from a copy, restore the newest snapshot with \`npm run restore -- ${snapshot}\`, or start anew with another folder (--data).`,
    );
  }
}
