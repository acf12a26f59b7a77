import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { HostForbiddenError } from '../errors/request.ts';

/** What a Host header names, without its port. */
const nameOf = (host: string) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/**
 * Lets a request through only if it is addressed to one of the names that the server answers to, or
 * to an IP address. A web page can point its own domain at any server (DNS rebinding) and would
 * otherwise read and write here as the same origin; the Host header tells, and no page has an
 * address of this server for its domain.
 */
export function hostGuard(names: readonly string[]): RequestHandler {
  const answered = new Set(['localhost', ...names]);
  return (req, _res, next) => {
    const name = nameOf((req.headers.host ?? '').toLowerCase());
    if (!answered.has(name) && isIP(name) === 0) throw new HostForbiddenError(req.headers.host);
    next();
  };
}
