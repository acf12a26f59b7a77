import type { Arrays } from '../arrays.ts';
import { DivergedError } from '../errors.ts';

/** Root mean square of a weight tensor; a sound one's is below 10. */
const largest = 1e4;

/**
 * What is wrong with variables, which are looked at before they are kept: some operations hide a NaN
 * from the loss, as the larger of it and zero may be zero.
 * @param rate the peak learning rate
 */
export function checkWeights(
  variables: Arrays,
  step: number,
  rate: number,
): DivergedError | undefined {
  for (const [name, values] of Object.entries(variables)) {
    let squares = 0;
    for (const value of values) squares += value * value;
    const size = Math.sqrt(squares / values.length);
    const isWeight = name.startsWith('weight/');
    if (Number.isFinite(size) && !(isWeight && size > largest)) continue;
    const seen = Number.isFinite(size) ? `are about ${size.toPrecision(2)}` : 'are not numbers';
    return new DivergedError(step, `the values of ${name} ${seen}`, rate);
  }
  return undefined;
}
