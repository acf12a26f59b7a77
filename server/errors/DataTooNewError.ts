import { SelfsameError } from '@selfsame/models';

/** The database was written by a later version of the server. */
export class DataTooNewError extends SelfsameError {
  constructor(file: string, found: number, known: number) {
    super(
      'data_too_new',
      `The database ${file} has schema version ${found} and this server knows up to ${known}.`,
      'Run the version of selfsame that wrote it, or a later one.',
    );
  }
}
