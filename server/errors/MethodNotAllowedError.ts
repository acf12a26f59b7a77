import { ApiError } from './ApiError.ts';

/** The address exists and does not take this method. */
export class MethodNotAllowedError extends ApiError {
  constructor(method: string, path: string, allowed: readonly string[]) {
    super(
      'method_not_allowed',
      `${path.slice(0, 200)} does not take ${method}.`,
      `Use ${allowed.join(' or ')}.`,
    );
  }
}
