import { ApiError } from './ApiError.ts';

/** No collection of this name exists. */
export class UnknownCollectionError extends ApiError {
  constructor(name: string) {
    super(
      'collection_not_found',
      `There is no collection "${name}".`,
      `Create it with PUT /v1/collections/${name}, or list what there is with GET /v1/collections.`,
      'collection',
    );
  }
}
