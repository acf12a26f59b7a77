import type { RequestHandler } from 'express';
import { rateLimit as limiter } from 'express-rate-limit';
import { RateLimitError } from '../errors/request.ts';
import { limits } from '../limits.ts';
import { clientOf } from './clientOf.ts';
import { createHits } from './hits.ts';

const windowMs = 60_000;

/** Lets so many requests a minute through for each client. */
export function rateLimit(perMinute: number): RequestHandler {
  return limiter({
    windowMs,
    limit: perMinute,
    store: createHits(windowMs, limits.countedClients),
    keyGenerator: clientOf,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler(_req, _res, next) {
      next(new RateLimitError(perMinute));
    },
  });
}
