import { ApiError } from './ApiError.ts';

/** An option of the query string or of a form field is unknown or has a wrong value. */
export class OptionInvalidError extends ApiError {
  constructor(param: string | null, problem: string) {
    const where = param === null ? 'The options' : `The option "${param}"`;
    super('option_invalid', `${where} ${problem}.`, 'Correct the option and try again.', param);
  }
}
