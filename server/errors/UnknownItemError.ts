import { ApiError } from './ApiError.ts';

/** The collection holds no item of this id. */
export class UnknownItemError extends ApiError {
  constructor(collection: string, id: string) {
    super(
      'item_not_found',
      `The collection "${collection}" has no item "${id}".`,
      'Check the id; an item is put in with PUT /v1/collections/{collection}/items/{id}.',
      'id',
    );
  }
}
