import { SelfsameError } from './SelfsameError.ts';

/** A packed archive where pictures are looked for. */
export class ArchivePackedError extends SelfsameError {
  /** @param command that unpacks it */
  constructor(command: string) {
    super(
      'archive_packed',
      `It is a packed archive, into which nothing looks. Unpack it: ${command}`,
      'Unpack it, and name the folder that it was unpacked to.',
    );
  }
}
