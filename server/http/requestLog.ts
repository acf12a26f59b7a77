import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { v7 as uuid } from 'uuid';

/** Gives each request an id, sent as X-Request-Id, and logs each answer with it. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const id = uuid();
    const start = performance.now();
    res.locals.requestId = id;
    res.set('X-Request-Id', id);
    res.once('close', () => {
      const ms = Math.round((performance.now() - start) * 10) / 10;
      const status = res.writableFinished ? res.statusCode : 'client gone';
      // The path alone: the query may hold metadata.
      log.info({ id, method: req.method, path: req.path, status, ms }, 'request');
    });
    next();
  };
}
