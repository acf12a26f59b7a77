/**
 * Runs tasks as they come, so many at a time; the others wait, in their order.
 * @param width how many may run, asked for each time that one could begin
 */
export function inTurn(width: () => number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const next = () => {
    while (waiting.length > 0 && running < Math.max(1, width())) {
      running++;
      waiting.shift()!();
    }
  };
  return async (task) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      next();
    });
    try {
      return await task();
    } finally {
      running--;
      next();
    }
  };
}
