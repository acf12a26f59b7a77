import { SelfsameError } from './SelfsameError.ts';

/** Something in a folder that is neither file nor folder, and is never opened. */
export class FileSpecialError extends SelfsameError {
  /** @param what it is, with its article */
  constructor(what: string) {
    super('file_special', `It is ${what} and is not opened`, 'Name files and folders alone.');
  }
}
