import { ApiError } from './ApiError.ts';

/** A filter of the filter language, with more in it than one may have. */
export class FilterTooLargeError extends ApiError {
  constructor(path: string, problem: string) {
    super(
      'filter_too_large',
      `The filter is too large at ${path}: it ${problem}.`,
      'Ask for less at once: several requests with a part of the conditions each.',
      path,
    );
  }
}
