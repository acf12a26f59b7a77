import { ApiError } from './ApiError.ts';

/** The address has a percent sequence that is not UTF-8. */
export class UrlMalformedError extends ApiError {
  constructor() {
    super(
      'url_malformed',
      'The address has a malformed percent sequence.',
      'Percent-encode the id as UTF-8 (encodeURIComponent).',
    );
  }
}
