import type { Config } from '../config/schema.ts';
import { DatasetTooSmallError, HeldOutError } from '../errors.ts';
import { createRandom, permutation } from '../random.ts';

/** A tenth, but not of so few that a tenth tells nothing, and no more than measuring needs. */
const [share, fewest, most] = [0.1, 250, 1000];

export interface Division {
  /** Indices of pictures, in ascending order. */
  readonly trained: readonly number[];
  readonly heldOut: readonly number[];
}

/**
 * Takes pictures out to measure by: the same ones for the same seed and number.
 * @throws {DatasetTooSmallError | HeldOutError} where fewer than a batch are there, or would be left
 */
export function holdOut(
  { heldOut: wanted, batch, seed, data }: Pick<Config, 'heldOut' | 'batch' | 'seed' | 'data'>,
  count: number,
): Division {
  const usual = Math.min(most, Math.round(share * count));
  const held = wanted ?? (count >= fewest && count - usual >= batch ? usual : 0);
  if (count < batch) throw new DatasetTooSmallError(data, count, batch);
  if (count - held < batch) throw new HeldOutError(data, count, held, batch);
  const order = permutation(count, createRandom(seed, 'hold out'));
  const ascending = (part: Uint32Array) => Array.from(part).sort((a, b) => a - b);
  return { heldOut: ascending(order.subarray(0, held)), trained: ascending(order.subarray(held)) };
}
