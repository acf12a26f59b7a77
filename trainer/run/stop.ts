export const stopped = Symbol('stopped');

/**
 * Waits for work that can be begun again, or for the wish to stop, whichever comes first; what is
 * not waited for any longer goes on until the process ends.
 */
export function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T | typeof stopped> {
  const { promise, resolve } = Promise.withResolvers<typeof stopped>();
  const onAbort = () => resolve(stopped);
  if (stop.aborted) onAbort();
  stop.addEventListener('abort', onAbort);
  return Promise.race([work, promise]).finally(() => stop.removeEventListener('abort', onAbort));
}
