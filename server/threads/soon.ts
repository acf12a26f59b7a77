/** Times that is looked before the clock is looked at, which takes longer. */
const looksBetween = 64;

/** Whether `isThere` comes to hold within `ms` milliseconds, in which nothing else is done. */
export function soon(isThere: () => boolean, ms: number): boolean {
  const end = performance.now() + ms;
  do {
    for (let i = 0; i < looksBetween; i++) if (isThere()) return true;
  } while (performance.now() < end);
  return false;
}
