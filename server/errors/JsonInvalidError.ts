import { ApiError } from './ApiError.ts';

/** The JSON body parses and breaks the endpoint's schema. */
export class JsonInvalidError extends ApiError {
  constructor(param: string | null, problem: string) {
    const where = param === null ? 'The JSON body' : `"${param}" in the JSON body`;
    super('json_invalid', `${where} ${problem}.`, 'Correct the body and send it again.', param);
  }
}
