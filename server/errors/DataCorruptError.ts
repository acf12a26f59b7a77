import { SelfsameError } from '@selfsame/models';

/** The database in the data folder, or something in it, is damaged. */
export class DataCorruptError extends SelfsameError {
  readonly what: string;
  readonly reason: string;

  /** @param what is damaged: "The database /data/index.sqlite", `A vector of the item "a"` */
  constructor(what: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'data_corrupt',
      `${what} cannot be read: ${reason}.`,
      'Stop the server and run `npm start -- --check`, which lists all that is damaged. Then restore the newest snapshot (`npm run restore -- --help`) or copy what can be read: `npm start -- --salvage <new folder>`. An item that is damaged by itself can also be put in again or deleted.',
      { cause },
    );
    this.what = what;
    this.reason = reason;
  }
}
