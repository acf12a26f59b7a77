import { SelfsameError } from './SelfsameError.ts';

/** A file or a folder that the system does not let be read. */
export class FileUnreadableError extends SelfsameError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      'file_unreadable',
      `It cannot be read: ${reason}`,
      'See whether it is there and may be read by the user that reads it.',
      options,
    );
  }
}
