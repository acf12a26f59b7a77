/** Three digits of a number, as people write it: 6,120, 0.851, 0.00197. */
export function shortNumber(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const tiny = rounded !== 0 && Math.abs(rounded) < 1e-4;
  return tiny
    ? rounded.toExponential()
    : rounded.toLocaleString('en', { maximumSignificantDigits: 3 });
}
