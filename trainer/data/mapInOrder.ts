/** Works on several items at a time and gives the results in the order of the items. */
export async function* mapInOrder<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const promise = work(item);
    // It is awaited below; until then, a rejection must not count as unhandled.
    promise.catch(() => {});
    running.push(promise);
    if (running.length >= atOnce) yield await running.shift()!;
  }
  for (const promise of running) yield await promise;
}
