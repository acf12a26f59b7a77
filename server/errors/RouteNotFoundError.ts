import { ApiError } from './ApiError.ts';

/** The address leads nowhere. */
export class RouteNotFoundError extends ApiError {
  constructor(path: string) {
    super(
      'route_not_found',
      `There is nothing at ${path.slice(0, 200)}.`,
      'The API is under /v1: /v1/embeddings, /v1/collections, /v1/models.',
    );
  }
}
