import { ApiError } from './ApiError.ts';

/** The request's key is good and its level too low. */
export class AccessDeniedError extends ApiError {
  constructor(level: string, needed: string) {
    super(
      'access_denied',
      `The API key has the level "${level}", and this request needs "${needed}".`,
      `Use a key of the level "${needed}".`,
    );
  }
}
