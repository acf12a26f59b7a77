/** How fast a work goes, and how long it will take, as people read it: '35/s' and '1 min 5 s left'. */
export interface Speed {
  readonly rate: string;
  readonly left: string;
}

/**
 * Rate over the last half minute or so, and the time left at that rate.
 * @param start what was done in an earlier run; it does not count for the rate
 * @returns what to tell of how much is done, to be asked whenever that has changed
 */
export function createSpeed(start = 0): (done: number, total: number) => Speed {
  const samples = [{ done: start, at: performance.now() }];
  return (done, total) => {
    const now = performance.now();
    if (now - samples.at(-1)!.at > 500) samples.push({ done, at: now });
    while (samples.length > 2 && now - samples[1]!.at > 30_000) samples.shift();
    const [oldest] = samples as [{ done: number; at: number }];
    const perSecond = ((done - oldest.done) * 1000) / Math.max(1, now - oldest.at);
    if (perSecond <= 0) return { rate: '-/s', left: '- left' };
    return {
      rate: `${perSecond.toFixed(perSecond < 10 ? 2 : 0)}/s`,
      left: `${duration((total - done) / perSecond)} left`,
    };
  };
}

/** As people read it: '1 min 5 s'. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
