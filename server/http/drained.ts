import type { Response } from 'express';

/**
 * Resolves once what was written has been taken, or the client is gone.
 * @param ms after which a client that reads nothing is cut off
 */
export function drained(res: Response, ms: number): Promise<void> {
  return new Promise((resolve) => {
    // Its 'close' has been and will not come again.
    if (res.destroyed) return resolve();
    const timer = setTimeout(() => res.destroy(), ms);
    const done = () => {
      clearTimeout(timer);
      res.off('drain', done).off('close', done);
      resolve();
    };
    res.once('drain', done).once('close', done);
  });
}
