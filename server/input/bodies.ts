import express, { type Request, type RequestHandler } from 'express';
import { type Limits, limits } from '../config/limits.ts';
import { QueueFullError } from '../errors/QueueFullError.ts';

export const isForm = (req: Request) => Boolean(req.is('multipart/form-data'));
export const isJson = (req: Request) => Boolean(req.is(['application/json', 'application/*+json']));

/** The most bytes that a request's body may have. */
export function mostBytes(req: Request, { formBytes, jsonBytes, pictureBytes }: Limits): number {
  if (isForm(req)) return formBytes;
  return isJson(req) ? jsonBytes : pictureBytes;
}

/**
 * Reads a body other than a form into `req.body`, a Buffer, whatever its content type. Compressed
 * bodies are refused: pictures are compressed already, and a small body could unfold into a huge one.
 */
export function createBodyReader(bounds: Limits): RequestHandler[] {
  const { jsonBytes, pictureBytes } = bounds;
  let reserved = 0;

  /** Refuses a body while those already here take up all the memory that bodies may have. */
  const admit: RequestHandler = (req, res, next) => {
    const most = mostBytes(req, bounds);
    const bytes = Math.min(most, Number(req.headers['content-length'] ?? most));
    if (reserved + bytes > limits.bodiesBytes)
      throw new QueueFullError('MiB of requests', reserved >> 20);
    reserved += bytes;
    res.once('close', () => {
      reserved -= bytes;
    });
    next();
  };

  return [
    admit,
    express.raw({ type: (req) => isJson(req as Request), limit: jsonBytes, inflate: false }),
    express.raw({
      type: (req) => !isForm(req as Request) && !isJson(req as Request),
      limit: pictureBytes,
      inflate: false,
    }),
  ];
}
