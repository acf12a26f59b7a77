import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit as limiter } from 'express-rate-limit';
import { keyOf } from '../auth/identify.ts';
import { limits } from '../config/limits.ts';
import { RateLimitError } from '../errors/RateLimitError.ts';
import { createHits } from './hits.ts';

const windowMs = 60_000;

/**
 * Lets so many requests a minute through for each API key or, of those without one, for each
 * address (of IPv6 the network, which one client commonly has all of).
 */
export function rateLimit(perMinute: number): RequestHandler {
  return limiter({
    windowMs,
    limit: perMinute,
    store: createHits(windowMs, limits.countedClients),
    keyGenerator: (req, res) =>
      keyOf(res)?.digest.toString('hex') ?? ipKeyGenerator(req.ip ?? 'gone'),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler(_req, _res, next) {
      next(new RateLimitError(perMinute));
    },
  });
}
