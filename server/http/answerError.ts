import { SelfsameError } from '@selfsame/models';
import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { limits } from '../config/limits.ts';
import { BodyAbortedError } from '../errors/BodyAbortedError.ts';
import { BodyTooLargeError } from '../errors/BodyTooLargeError.ts';
import { EncodingUnsupportedError } from '../errors/EncodingUnsupportedError.ts';
import { errorBody, statusOf } from '../errors/errorBody.ts';
import { errorTable } from '../errors/errorTable.ts';
import { InternalError } from '../errors/InternalError.ts';
import { UrlMalformedError } from '../errors/UrlMalformedError.ts';
import { isJson } from '../input/bodies.ts';

/** Errors that Express and its body reader throw, as ours. */
function translate(error: unknown, req: Request): unknown {
  if (error instanceof URIError) return new UrlMalformedError();
  const limit = isJson(req) ? limits.jsonBytes : limits.pictureBytes;
  switch ((error as { type?: unknown }).type) {
    case 'entity.too.large':
      return new BodyTooLargeError('The body', limit);
    case 'encoding.unsupported':
      return new EncodingUnsupportedError();
    case 'request.aborted':
    case 'request.size.invalid':
      return new BodyAbortedError();
    default:
      return error;
  }
}

/**
 * What a client is told of any error: a known one as it is, any other one as a fault of the
 * server's own, whose cause goes to the log only.
 */
export function publicError(error: unknown, requestId: string, log: Logger): SelfsameError {
  const known = error instanceof SelfsameError && error.code in errorTable;
  const told = known ? error : new InternalError(requestId, error);
  if (statusOf(told.code) >= 500) log.error({ id: requestId, err: error }, told.message);
  return told;
}

/** The last handler: answers every error in one shape. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    if (res.headersSent || res.destroyed) {
      res.destroy();
      return;
    }
    const told = publicError(translate(error, req), res.locals.requestId, log);
    const status = statusOf(told.code);
    if (status === 429 || status === 503) res.set('Retry-After', '1');
    res.status(status).json({ error: errorBody(told) });
  };
}
