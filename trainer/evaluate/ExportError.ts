import { SelfsameError } from '@selfsame/models';

/** Embeddings that cannot be written. */
export class ExportError extends SelfsameError {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      'export_unwritable',
      `Embeddings cannot be written to ${folder}: ${reason}`,
      'Make room there, or choose another folder with --out.',
      options,
    );
  }
}
