import { ApiError } from './ApiError.ts';

/** A snapshot is not restored over what is there. */
export class CollectionNotEmptyError extends ApiError {
  constructor(name: string, items: number) {
    super(
      'collection_not_empty',
      `The collection "${name}" holds ${items} items already.`,
      'Delete it first, or restore into another data folder.',
    );
  }
}
