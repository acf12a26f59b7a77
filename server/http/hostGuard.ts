import type { RequestHandler } from 'express';
import { isLoopback } from '../config/loopback.ts';
import { HostForbiddenError } from '../errors/HostForbiddenError.ts';

/**
 * Lets a request through only if it is addressed to this machine by a loopback name. A web page
 * can point its own domain at 127.0.0.1 (DNS rebinding) and would otherwise read and write here
 * as the same origin; the Host header tells.
 */
export const hostGuard: RequestHandler = (req, _res, next) => {
  const name = (req.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (!isLoopback(name)) throw new HostForbiddenError(req.headers.host);
  next();
};
