import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';
import type { RequestSpan } from '../tracing/Tracing.ts';

/** Ids that may be written to a log as they are. */
const sane = /^[\w.:-]{1,64}$/;

/**
 * Gives each request an id, the client's own X-Request-Id if that is sane, sends it back and logs
 * and counts each answer; begins its trace, where there are traces.
 */
export function requestLog({
  log,
  metrics,
  tracing,
}: Pick<Services, 'log' | 'metrics' | 'tracing'>): RequestHandler {
  return (req, res, next) => {
    const sent = req.get('X-Request-Id') ?? '';
    const id = sane.test(sent) ? sent : randomUUID();
    const start = performance.now();
    metrics.requestBegins();
    res.locals.requestId = id;
    res.set('X-Request-Id', id);
    const span = tracing?.request(req.method, req.headers, {
      'http.request.method': req.method,
      'url.path': req.path,
      'selfsame.request_id': id,
    });
    res.locals.span = span;
    res.once('close', () => {
      const { method, path } = req;
      const status = res.writableFinished ? res.statusCode : 'client gone';
      const seconds = (performance.now() - start) / 1000;
      const route: string | undefined = res.locals.route;
      metrics.requestEnds({ method, route: route ?? 'other', status, seconds });
      if (span !== undefined) endSpan(span, method, route, status);
      // The path alone: the query may hold metadata.
      log.info({ id, method, path, status, ms: Math.round(seconds * 10_000) / 10 }, 'request');
    });
    next();
  };
}

/** As in OpenTelemetry's conventions for HTTP. */
function endSpan(
  span: RequestSpan,
  method: string,
  route: string | undefined,
  status: number | 'client gone',
): void {
  if (route !== undefined) {
    span.rename(`${method} ${route}`);
    span.set({ 'http.route': route });
  }
  if (status !== 'client gone') span.set({ 'http.response.status_code': status });
  const failed = status === 'client gone' || status >= 500;
  span.end(failed ? String(status) : undefined);
}
