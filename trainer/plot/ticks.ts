/** About four round numbers that span some values, in ascending order. */
export function ticks(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(range / 4));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power * 4 >= range)!;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  // Multiples, and not sums, so that rounding does not add up.
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
