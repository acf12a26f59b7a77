import type { Request, RequestHandler, Response, Router } from 'express';
import { authorise } from '../auth/authorise.ts';
import { identify, keyOf } from '../auth/identify.ts';
import type { KeyLevel } from '../auth/keys.ts';
import { MethodNotAllowedError } from '../errors/request.ts';
import { createBodyReader } from '../input/bodies.ts';
import { checkParams, checkQuery } from '../input/check.ts';
import { onlyIfNew } from '../input/onlyIfNew.ts';
import { receive } from '../input/receive.ts';
import type { Services } from '../services.ts';
import { type Span, within } from '../tracing/Span.ts';
import { clientGone } from './clientGone.ts';
import { clientOf } from './clientOf.ts';
import type { Endpoint, Reply } from './endpoint.ts';
import { sendJson } from './json/sendJson.ts';
import { rateLimit } from './rateLimit.ts';
import { sendPieces } from './sendPieces.ts';

/** What is needed to decide whether a request is let through to its endpoint. */
export type Gate = Pick<Services, 'limits' | 'apiKeys' | 'parser'>;

/** Serves the endpoints; every other method of their paths is answered with 405 and `Allow`. */
export function mount(router: Router, endpoints: readonly Endpoint[], gate: Gate): void {
  const guards = createGuards(gate);
  const readBody = createBodyReader(gate.limits);
  for (const [path, group] of Map.groupBy(endpoints, ({ path }) => path)) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    route.all((_req, res, next) => {
      res.locals.route = path;
      next();
    });
    for (const endpoint of group) {
      const before = [...guards(endpoint), ...(endpoint.body ? readBody : [])];
      route[endpoint.method](...before, handlerOf(endpoint, gate));
    }
    const allowed = group.map(({ method }) => method.toUpperCase());
    route.all((req, res) => {
      res.set('Allow', allowed.join(', '));
      throw new MethodNotAllowedError(req.method, req.path, allowed);
    });
  }
}

/** Who may call, and how often; open endpoints are for all, always. */
function createGuards({ limits, apiKeys }: Gate): (endpoint: Endpoint) => RequestHandler[] {
  const known = apiKeys.length === 0 ? [] : [identify(apiKeys)];
  const counted = limits.rateLimit === 0 ? [] : [rateLimit(limits.rateLimit)];
  return ({ access }) => {
    if (access === 'open') return [];
    return [...known, ...counted, ...(apiKeys.length === 0 ? [] : [authorise(access)])];
  };
}

function handlerOf(endpoint: Endpoint, gate: Gate): RequestHandler {
  const answer = async (req: Request, res: Response) => {
    const gone = clientGone(res);
    const caller = { client: clientOf(req, res), weight: 1, gone };
    const params = checkParams(endpoint.params, req.params as Record<string, string>);
    const condition = { onlyIfNew: endpoint.onlyIfNew === true && onlyIfNew(req) };
    const { body, fields } = endpoint.body
      ? await receive(req, endpoint.body, gate)
      : { body: undefined, fields: {} };
    const query = checkQuery(endpoint.query, { ...req.query, ...fields });
    const { requestId } = res.locals;
    const level: KeyLevel = gate.apiKeys.length === 0 ? 'admin' : (keyOf(res)?.level ?? 'read');
    const has = (entityTag: string) => res.set('ETag', entityTag) && req.fresh;
    const call = { params, query, body, gone, caller, requestId, has, level, ...condition };
    const reply = await endpoint.handle(call as never);
    await send(res, endpoint, reply, gate.limits.answerMs);
  };
  return (req, res) => {
    const span: Span | undefined = res.locals.span;
    return span === undefined ? answer(req, res) : within(span, () => answer(req, res));
  };
}

async function send(
  res: Response,
  { answers }: Endpoint,
  reply: Reply,
  answerMs: number,
): Promise<void> {
  res.status(reply.status);
  if ('json' in reply) return sendJson(res, reply.json, answerMs);
  if ('empty' in reply) return void res.set(reply.headers ?? {}).end();
  const declared = answers[reply.status]!;
  res.set(reply.headers ?? {}).type(reply.type ?? (declared as { type: string }).type);
  if (!(reply.bytes instanceof Uint8Array)) return sendPieces(res, reply.bytes, answerMs);
  res.send(Buffer.from(reply.bytes));
}
