import { SelfsameError } from '@selfsame/models';

/** Another server holds the data folder. */
export class DataLockedError extends SelfsameError {
  constructor(folder: string) {
    super(
      'data_locked',
      `Another server is using the data folder ${folder}.`,
      'Stop that server first, or give this one a folder of its own with --data.',
    );
  }
}
