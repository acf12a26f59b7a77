import type { Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { keyOf } from '../auth/identify.ts';

/**
 * Names the client that a request is of: by its API key or, without one, by its address (of IPv6
 * the network, which one client commonly has all of).
 */
export const clientOf = (req: Request, res: Response): string =>
  keyOf(res)?.digest.toString('hex') ?? ipKeyGenerator(req.ip ?? 'gone');
