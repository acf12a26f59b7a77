import type { Response } from 'express';

/** Aborts once the client has gone without its answer, so that its work can be dropped. */
export function clientGone(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}
