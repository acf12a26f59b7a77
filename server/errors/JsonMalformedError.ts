import { ApiError } from './ApiError.ts';

/** The body says that it is JSON and does not parse as such. */
export class JsonMalformedError extends ApiError {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'json_malformed',
      `The body is not valid JSON: ${reason}.`,
      'Send well-formed UTF-8 JSON, or the picture itself as the body with its image/* content type.',
      null,
      { cause },
    );
  }
}
