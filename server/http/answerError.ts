import type { ErrorRequestHandler } from 'express';
import { errorBody } from '../errors/errorBody.ts';
import { UrlMalformedError } from '../errors/request.ts';
import { InternalError } from '../errors/service.ts';
import { type AnswerableError, isAnswerable, statusOf } from '../errors/status.ts';
import { awaitsContinue } from '../input/bodies.ts';
import type { Services } from '../services.ts';

/** Errors that Express throws, as ours. */
function translate(error: unknown): unknown {
  if (error instanceof URIError) return new UrlMalformedError();
  return error;
}

/**
 * What a client is told of any error: a known one as it is, any other one as a fault of the
 * server's own, whose cause goes to the log only.
 */
export function publicError(
  error: unknown,
  requestId: string,
  { log, metrics }: Pick<Services, 'log' | 'metrics'>,
): AnswerableError {
  const told = isAnswerable(error) ? error : new InternalError(requestId, error);
  metrics.failed(told.code);
  if (statusOf(told) >= 500) log.error({ id: requestId, err: error }, told.message);
  return told;
}

/** The last handler: answers every error in one shape. */
export function answerErrors(services: Pick<Services, 'log' | 'metrics'>): ErrorRequestHandler {
  return (error, req, res, _next) => {
    if (res.headersSent || res.destroyed) {
      res.destroy();
      return;
    }
    // What comes next on the connection would be taken for the body that was not asked for.
    if (awaitsContinue(req) && !res.locals.continued) res.set('Connection', 'close');
    // Those of an answer that could not be begun.
    for (const name of ['Content-Type', 'Content-Length', 'Cache-Control']) res.removeHeader(name);
    const known = translate(error);
    const told = publicError(known, res.locals.requestId, services);
    const status = statusOf(told);
    if ((status === 429 || status === 503) && !res.hasHeader('Retry-After'))
      res.set('Retry-After', '1');
    res.status(status).json({ error: errorBody(told) });
  };
}
