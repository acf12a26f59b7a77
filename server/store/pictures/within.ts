/** What takes too long is told to end, and not waited for: not everything does. */
export async function within<T>(
  running: Promise<T>,
  ms: number,
  ending: AbortController,
): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`no answer within ${ms / 1000} s`));
    ending.abort();
  }, ms);
  try {
    return await Promise.race([running, over]);
  } finally {
    clearTimeout(timer);
    running.catch(() => {});
  }
}
