import { DeadlineError } from '../errors/service.ts';
import type { Caller } from './caller.ts';

/**
 * Gives `task` a caller that does not wait beyond the request's time either.
 * @param ms the request's time, in milliseconds
 */
export async function withDeadline<T>(
  caller: Caller,
  ms: number,
  task: (within: Caller) => Promise<T>,
): Promise<T> {
  const { gone } = caller;
  // Not AbortSignal.any: what listens to that is kept, pictures and all, until a full collection.
  const over = new AbortController();
  const leave = () => over.abort(gone.reason);
  if (gone.aborted) leave();
  gone.addEventListener('abort', leave, { once: true });
  const timer = setTimeout(() => over.abort(new DeadlineError(ms)), ms);
  try {
    return await task({ ...caller, gone: over.signal });
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
  }
}
