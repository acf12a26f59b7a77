import express, { type Request, type RequestHandler, type Response } from 'express';
import { type Limits, limits } from '../config/limits.ts';
import { BodyTooLargeError } from '../errors/BodyTooLargeError.ts';
import { QueueFullError } from '../errors/QueueFullError.ts';

export type BodyKind = 'form' | 'json' | 'picture';

const kind = Symbol('kind');

/** What a request's content type says of its body; whatever is no other kind may be a picture. */
export function kindOf(req: Request & { [kind]?: BodyKind }): BodyKind {
  // Several ask, and the header is parsed for each that does.
  req[kind] ??= readKind(req);
  return req[kind];
}

function readKind(req: Request): BodyKind {
  if (req.is('multipart/form-data')) return 'form';
  return req.is(['application/json', 'application/*+json']) ? 'json' : 'picture';
}

/** The most bytes that a request's body may have. */
export function mostBytes(req: Request, { formBytes, jsonBytes, pictureBytes }: Limits): number {
  return { form: formBytes, json: jsonBytes, picture: pictureBytes }[kindOf(req)];
}

/** The event of a request whose body has no room any more, with the error to answer. */
export const noRoom = Symbol('noRoom');

/**
 * Reads a body other than a form into `req.body`, a Buffer, whatever its content type. Compressed
 * bodies are refused: pictures are compressed already, and a small body could unfold into a huge one.
 * @param most bytes of all the bodies together that are being received or worked on
 */
export function createBodyReader(
  bounds: Limits,
  most: number = limits.bodiesBytes,
): RequestHandler[] {
  const upTo = (limit: number) =>
    untilNoRoom(express.raw({ type: () => true, limit, inflate: false }));
  const readers: Readonly<Record<BodyKind, RequestHandler>> = {
    form: (_req, _res, next) => next(),
    json: upTo(bounds.jsonBytes),
    picture: upTo(bounds.pictureBytes),
  };
  return [createAdmission(bounds, most), (req, res, next) => readers[kindOf(req)](req, res, next)];
}

/**
 * Tells a client that waits for it (Expect: 100-continue, RFC 9110 section 10.1.1) to send its body.
 * One that is refused before is answered without having sent it.
 */
function expectBody(req: Request, res: Response): void {
  if (!awaitsContinue(req)) return;
  res.locals.continued = true;
  res.writeContinue();
}

/** Whether a client has not sent its body, and will not, unless it has been told to. */
export const awaitsContinue = (req: Request) =>
  req.httpVersion !== '1.0' && /^100-continue$/i.test(req.headers.expect ?? '');

/** Goes on with the error of a body without room at once, and not once the rest of it has come. */
function untilNoRoom(read: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const done = (error?: unknown) => {
      if (ended) return;
      ended = true;
      req.off(noRoom, done);
      next(error);
    };
    let ended = false;
    req.once(noRoom, done);
    return read(req, res, done);
  };
}

/**
 * Bounds the memory that bodies take up. A body is let in if what it declares has room beside what
 * has come of the others; only what has come counts, so that uploads which declare much and send
 * little keep nobody out. Whose piece has no room any more is refused then.
 */
function createAdmission(bounds: Limits, most: number): RequestHandler {
  let held = 0;
  return (req, res, next) => {
    const full = () => new QueueFullError('MiB of requests', most >> 20);
    const largest = mostBytes(req, bounds);
    const declared = Number(req.headers['content-length'] ?? largest);
    if (declared > largest) throw new BodyTooLargeError('The body', largest);
    if (held + declared > most) throw full();
    let own = 0;
    const release = () => {
      req.off('data', count);
      held -= own;
      own = 0;
    };
    const count = (piece: Buffer) => {
      own += piece.length;
      held += piece.length;
      if (held <= most) return;
      release();
      // The rest is dropped as it comes: who is cut off while sending would not read the answer.
      let dropped = 0;
      req.removeAllListeners('data').on('data', (rest: Buffer) => {
        dropped += rest.length;
        if (dropped > largest) req.destroy();
      });
      const cut = () => req.complete || req.destroy();
      res.once('finish', () => setTimeout(cut, limits.lingerMs).unref());
      req.emit(noRoom, full());
    };
    req.on('data', count);
    res.once('close', release);
    expectBody(req, res);
    next();
  };
}
