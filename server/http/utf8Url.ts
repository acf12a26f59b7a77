import type { RequestHandler } from 'express';

/**
 * Refuses an address whose percent sequences are not UTF-8: replacing what is wrong would make one
 * text of several. Throws a URIError, which Express does of paths alone.
 */
export const utf8Url: RequestHandler = (req, _res, next) => {
  decodeURIComponent(req.originalUrl);
  next();
};
