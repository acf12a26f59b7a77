import type { Request, RequestHandler, Response } from 'express';
import { type ApiKey, findKey } from './keys.ts';

/** Finds out with which key a request comes, for `keyOf`. */
export function identify(keys: readonly ApiKey[]): RequestHandler {
  return (req, res, next) => {
    const sent = sentKey(req);
    res.locals.key = sent === undefined ? undefined : findKey(keys, sent);
    next();
  };
}

/** The request's key, if it has one of the server's. */
export function keyOf(res: Response): ApiKey | undefined {
  return res.locals.key;
}

/** What stands in the request's `Authorization: Bearer`, as in RFC 6750; its scheme in any case. */
export function sentKey(req: Request): string | undefined {
  return /^bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1];
}
