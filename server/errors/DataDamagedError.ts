import { SelfsameError } from '@selfsame/models';

/** A check has found, and listed, what is wrong with a data folder. */
export class DataDamagedError extends SelfsameError {
  constructor(folder: string, problems: number) {
    super(
      'data_corrupt',
      `The data folder ${folder} is damaged: ${problems} ${problems === 1 ? 'problem' : 'problems'}, listed above.`,
      'Restore the newest snapshot into a new folder (`npm run restore -- --help`), or copy what can be read: `npm start -- --salvage <new folder>`. An item that is damaged by itself can also be put in again or deleted.',
    );
  }
}
