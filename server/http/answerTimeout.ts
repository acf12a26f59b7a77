import type { RequestHandler } from 'express';

/** Cuts off a client that takes longer than `ms` to read its answer, which is held in memory for it. */
export function answerTimeout(ms: number): RequestHandler {
  return (_req, res, next) => {
    let timer: NodeJS.Timeout | undefined;
    const start = () => {
      timer ??= setTimeout(() => res.destroy(), ms);
    };
    // An answer begins with its first piece of a file, or is written as a whole.
    res.once('pipe', start);
    res.once('prefinish', start);
    res.once('close', () => clearTimeout(timer));
    next();
  };
}
