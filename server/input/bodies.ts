import type { Request, RequestHandler, Response } from 'express';
import type { Limits } from '../config/limits.ts';
import {
  BodyAbortedError,
  BodyTooLargeError,
  EncodingUnsupportedError,
} from '../errors/request.ts';
import { QueueFullError } from '../errors/service.ts';
import { limits } from '../limits.ts';
import { declaredBytes, Gathered } from './Gathered.ts';
import { inTurns } from './inTurns.ts';

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
  return [
    createAdmission(bounds, most),
    async (req, _res, next) => {
      const kind = kindOf(req);
      if (kind !== 'form') req.body = await readWhole(req, mostBytes(req, bounds), kind === 'json');
      next();
    },
  ];
}

/** @param shared whether other threads are to see it */
function readWhole(req: Request, most: number, shared: boolean): Promise<Buffer> {
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw new EncodingUnsupportedError();
  const bytes = new Gathered(declaredBytes(req.headers), shared);
  return new Promise((resolve, reject) => {
    const add = (piece: Buffer) => {
      if (bytes.length + piece.length > most) fail(new BodyTooLargeError('The body', most));
      else bytes.append(piece);
    };
    const finish = () => {
      req.off('data', add).off('end', end).off('close', aborted).off(noRoom, fail);
      // What is still being sent is read and dropped, so that the client gets to its answer.
      req.resume();
    };
    const fail = (error: unknown) => {
      finish();
      reject(error);
    };
    const end = () => {
      finish();
      resolve(bytes.slice(0, bytes.length));
    };
    const aborted = () => fail(new BodyAbortedError());
    req.on('data', add).once('end', end).once('close', aborted).once(noRoom, fail);
  });
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
    const declared = declaredBytes(req.headers) ?? largest;
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
      inTurns(req.removeAllListeners('data'));
      req.on('data', (rest: Buffer) => {
        dropped += rest.length;
        if (dropped > largest) req.destroy();
      });
      const cut = () => req.complete || req.destroy();
      res.once('finish', () => setTimeout(cut, limits.lingerMs).unref());
      req.emit(noRoom, full());
    };
    req.on('data', count);
    res.once('close', release);
    inTurns(req);
    expectBody(req, res);
    next();
  };
}
