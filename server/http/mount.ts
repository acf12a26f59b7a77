import type { Request, RequestHandler, Response, Router } from 'express';
import { MethodNotAllowedError } from '../errors/MethodNotAllowedError.ts';
import { readBody } from '../input/bodies.ts';
import { checkParams, checkQuery } from '../input/check.ts';
import { receive } from '../input/receive.ts';
import { clientGone } from './clientGone.ts';
import type { Endpoint, Reply } from './endpoint.ts';

/** Serves the endpoints; every other method of their paths is answered with 405 and `Allow`. */
export function mount(router: Router, endpoints: readonly Endpoint[]): void {
  const byPath = Map.groupBy(endpoints, ({ path }) => path);
  for (const [path, group] of byPath) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const endpoint of group) {
      route[endpoint.method](...(endpoint.body ? readBody : []), handlerOf(endpoint));
    }
    const allowed = group.map(({ method }) => method.toUpperCase());
    route.all((req, res) => {
      res.set('Allow', allowed.join(', '));
      throw new MethodNotAllowedError(req.method, req.path, allowed);
    });
  }
}

function handlerOf(endpoint: Endpoint): RequestHandler {
  return async (req: Request, res: Response) => {
    const gone = clientGone(res);
    const params = checkParams(endpoint.params, req.params as Record<string, string>);
    const { body, fields } = endpoint.body
      ? await receive(req, endpoint.body)
      : { body: undefined, fields: {} };
    const query = checkQuery(endpoint.query, { ...req.query, ...fields });
    const { requestId } = res.locals;
    send(res, endpoint, await endpoint.handle({ params, query, body, gone, requestId } as never));
  };
}

function send(res: Response, { answers }: Endpoint, reply: Reply): void {
  res.status(reply.status);
  if ('json' in reply) {
    res.json(reply.json);
    return;
  }
  const declared = answers[reply.status]!;
  res.set(reply.headers ?? {}).type(reply.type ?? (declared as { type: string }).type);
  res.send(Buffer.from(reply.bytes));
}
