import type { RequestHandler } from 'express';
import { AccessDeniedError, ApiKeyInvalidError, ApiKeyMissingError } from '../errors/request.ts';
import { keyOf, sentKey } from './identify.ts';
import { type KeyLevel, keyLevels } from './keys.ts';

/** Lets through, after `identify`, who has a key of the needed level. */
export function authorise(needed: KeyLevel): RequestHandler {
  return (req, res, next) => {
    const challenge = (rest: string) =>
      res.set('WWW-Authenticate', `Bearer realm="selfsame"${rest}`);
    const key = keyOf(res);
    if (key === undefined) {
      if (sentKey(req) === undefined) {
        challenge('');
        throw new ApiKeyMissingError();
      }
      challenge(', error="invalid_token"');
      throw new ApiKeyInvalidError();
    }
    if (keyLevels.indexOf(key.level) < keyLevels.indexOf(needed)) {
      challenge(`, error="insufficient_scope", scope="${needed}"`);
      throw new AccessDeniedError(key.level, needed);
    }
    next();
  };
}
