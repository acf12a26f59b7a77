import express, { type Request, type RequestHandler } from 'express';
import { limits } from '../config/limits.ts';
import { QueueFullError } from '../errors/QueueFullError.ts';

export const isForm = (req: Request) => Boolean(req.is('multipart/form-data'));
export const isJson = (req: Request) => Boolean(req.is(['application/json', 'application/*+json']));

let reserved = 0;

/** The bytes that a request may bring: what it declares, or as many as are allowed. */
function expected(req: Request): number {
  const most = isForm(req)
    ? limits.formBytes
    : isJson(req)
      ? limits.jsonBytes
      : limits.pictureBytes;
  const declared = Number(req.headers['content-length'] ?? most);
  return Math.min(most, declared);
}

/** Refuses a body while those already here take up all the memory that bodies may have. */
const admit: RequestHandler = (req, res, next) => {
  const bytes = expected(req);
  if (reserved + bytes > limits.bodiesBytes)
    throw new QueueFullError('MiB of requests', reserved >> 20);
  reserved += bytes;
  res.once('close', () => {
    reserved -= bytes;
  });
  next();
};

/**
 * Reads a body other than a form into `req.body`, a Buffer, whatever its content type. Compressed
 * bodies are refused: pictures are compressed already, and a small body could unfold into a huge one.
 */
export const readBody: RequestHandler[] = [
  admit,
  express.raw({ type: (req) => isJson(req as Request), limit: limits.jsonBytes, inflate: false }),
  express.raw({
    type: (req) => !isForm(req as Request) && !isJson(req as Request),
    limit: limits.pictureBytes,
    inflate: false,
  }),
];
