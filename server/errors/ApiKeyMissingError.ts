import { ApiError } from './ApiError.ts';

/** The server has API keys and the request brings none. */
export class ApiKeyMissingError extends ApiError {
  constructor() {
    super(
      'api_key_missing',
      'This server answers only to those who have an API key.',
      'Send the header Authorization: Bearer <key>.',
    );
  }
}
