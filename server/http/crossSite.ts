import type { Request, RequestHandler } from 'express';
import { CrossSiteError } from '../errors/request.ts';

/** What cannot change anything, whoever sends it. */
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps pages of other sites from changing anything: a browser sends their forms and simple requests
 * to any server that its user can reach, and tells whose they are (Fetch Metadata, and the Origin
 * header of RFC 6454). The pages of the origins named may do what any client may (CORS, Fetch
 * standard 3.2).
 */
export function crossSite(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (req, res, next) => {
    const { origin } = req.headers;
    res.vary('Origin');
    if (origin !== undefined && allowed.has(origin)) {
      res.set('Access-Control-Allow-Origin', origin);
      res.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
      if (req.method !== 'OPTIONS') return next();
      res.set('Access-Control-Allow-Methods', 'GET, PUT, POST, PATCH, DELETE');
      res.set(
        'Access-Control-Allow-Headers',
        'Authorization, Content-Type, If-None-Match, X-Request-Id',
      );
      res.set('Access-Control-Max-Age', '600');
      res.status(204).end();
      return;
    }
    if (!safe.has(req.method) && isOfOtherSite(req)) throw new CrossSiteError(origin);
    next();
  };
}

function isOfOtherSite({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  // 'none' is the user's own doing, such as a bookmark.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (headers.origin === undefined) return false;
  // Not the scheme, which a proxy in front may have changed.
  return URL.parse(headers.origin)?.host !== headers.host?.toLowerCase();
}
