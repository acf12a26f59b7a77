import { SelfsameError } from '@selfsame/models';

/** The data folder has held an index, and its database is gone or empty. */
export class DataMissingError extends SelfsameError {
  /** @param snapshots the newest snapshot of each collection: files */
  constructor(file: string, state: 'missing' | 'empty', snapshots: readonly string[]) {
    const restore =
      snapshots.length === 0
        ? ''
        : `restore the newest snapshots (${snapshots.map((path) => `\`npm run restore -- ${path}\``).join(', ')}), `;
    super(
      'data_missing',
      `The database ${file} is ${state}, and the folder has held an index.`,
      `Nothing was changed. Put the file back from a copy, ${restore}or start anew with another folder (--data).`,
    );
  }
}
