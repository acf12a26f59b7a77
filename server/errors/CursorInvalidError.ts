import { ApiError } from './ApiError.ts';

/** A cursor that no listing has given out. */
export class CursorInvalidError extends ApiError {
  constructor() {
    super(
      'cursor_invalid',
      'The cursor is not one that a listing has returned.',
      'Leave it out to begin anew, or send "next" of the page before as it is.',
      'cursor',
    );
  }
}
