import { ApiError } from './ApiError.ts';

/** A collection's name cannot be used. */
export class CollectionNameError extends ApiError {
  constructor(name: string) {
    super(
      'collection_name_invalid',
      `"${name.slice(0, 80)}" is not a collection's name.`,
      'Use 1 to 64 letters, digits, "-" and "_", beginning with a letter or a digit.',
      'collection',
    );
  }
}
