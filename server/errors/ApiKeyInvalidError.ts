import { ApiError } from './ApiError.ts';

/** The key that the request brings is none of the server's. */
export class ApiKeyInvalidError extends ApiError {
  constructor() {
    super(
      'api_key_invalid',
      'The API key is not one of those that this server knows.',
      'Check the key, or ask whoever runs the server for one.',
    );
  }
}
