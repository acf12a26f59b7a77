import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';

/** Ids that may be written to a log as they are. */
const sane = /^[\w.:-]{1,64}$/;

/**
 * Gives each request an id, the client's own X-Request-Id if that is sane, sends it back and logs
 * and counts each answer.
 */
export function requestLog({ log, metrics }: Pick<Services, 'log' | 'metrics'>): RequestHandler {
  return (req, res, next) => {
    const sent = req.get('X-Request-Id') ?? '';
    const id = sane.test(sent) ? sent : randomUUID();
    const start = performance.now();
    metrics.requestBegins();
    res.locals.requestId = id;
    res.set('X-Request-Id', id);
    res.once('close', () => {
      const { method, path } = req;
      const status = res.writableFinished ? res.statusCode : 'client gone';
      const seconds = (performance.now() - start) / 1000;
      metrics.requestEnds({ method, route: res.locals.route ?? 'other', status, seconds });
      // The path alone: the query may hold metadata.
      log.info({ id, method, path, status, ms: Math.round(seconds * 10_000) / 10 }, 'request');
    });
    next();
  };
}
