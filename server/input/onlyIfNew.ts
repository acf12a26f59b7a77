import type { IncomingMessage } from 'node:http';
import { OptionInvalidError } from '../errors/request.ts';

/** The header that says so, as the API's document tells of it. */
export const onlyIfNewHeader = {
  name: 'If-None-Match',
  description:
    'put it only if nothing is there yet: else nothing is changed, and the answer is 412',
  schema: { type: 'string', enum: ['*'] },
};

/**
 * Whether a request asks that nothing be replaced.
 * @throws {OptionInvalidError} for entity tags, of which there are none
 */
export function onlyIfNew({ headers }: IncomingMessage): boolean {
  const given = headers['if-none-match'];
  if (given === undefined) return false;
  if (given.trim() === '*') return true;
  throw new OptionInvalidError('If-None-Match', 'is not *: items have no entity tags');
}
