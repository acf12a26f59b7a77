import type { RequestHandler, Router } from 'express';
import { MethodNotAllowedError } from '../errors/MethodNotAllowedError.ts';

export type Methods = Partial<Record<'get' | 'put' | 'post' | 'delete', RequestHandler[]>>;

/** Handles one path; every other method of it is answered with 405 and `Allow`. */
export function route(router: Router, path: string, methods: Methods): void {
  const at = router.route(path);
  const allowed: string[] = [];
  for (const [method, handlers] of Object.entries(methods)) {
    at[method as keyof Methods](...handlers);
    allowed.push(method.toUpperCase());
  }
  at.all((req, res) => {
    res.set('Allow', allowed.join(', '));
    throw new MethodNotAllowedError(req.method, req.path, allowed);
  });
}
