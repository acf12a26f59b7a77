import { ApiError } from './ApiError.ts';

/** The endpoint takes JSON and was sent something else. */
export class JsonExpectedError extends ApiError {
  constructor() {
    super(
      'json_expected',
      'The body is not sent as JSON, the only form that is taken here.',
      'Send JSON with the header Content-Type: application/json.',
    );
  }
}
