import { SelfsameError } from '@selfsame/models';

/** The folder to read pictures from is not there, or is not a folder. */
export class DatasetMissingError extends SelfsameError {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      'dataset_missing',
      `Pictures cannot be read from ${folder}: ${reason}`,
      'Name a folder that holds pictures; folders inside it are searched too.',
      options,
    );
  }
}
