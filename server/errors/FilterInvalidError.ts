import { ApiError } from './ApiError.ts';

/** A filter that is not of the filter language, or beyond its bounds. */
export class FilterInvalidError extends ApiError {
  constructor(path: string, problem: string) {
    super(
      'filter_invalid',
      `The filter is wrong at ${path}: it ${problem}.`,
      'A filter is {"field", "eq" | "in" | "gt" | "gte" | "lt" | "lte" | "exists"}, or {"and": [...]}, {"or": [...]}, {"not": ...} of filters.',
      path,
    );
  }
}
