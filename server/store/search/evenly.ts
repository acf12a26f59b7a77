import type { VectorReader, VectorSet } from './VectorReader.ts';

/** Keys read in a row. */
const atOnce = 16_384;

/**
 * Keys from all over a set, at even distances, in slices.
 * @param half whether they are to teach or to test, which no key is taken for both of
 */
export function* evenly(
  reader: VectorReader,
  set: VectorSet,
  half: 'teach' | 'test',
  wanted: number,
): Generator<void, number[]> {
  const step = Math.max(1, reader.count(set) / 2 / wanted);
  const keys: number[] = [];
  let seen = 0;
  for (let last = 0; ; ) {
    const some = reader.keysAfter(set, last).take(atOnce).toArray();
    for (const key of some) {
      if (teaches(key) !== (half === 'teach')) continue;
      if (seen++ >= keys.length * step && keys.length < wanted) keys.push(key);
    }
    if (some.length < atOnce) return keys;
    last = some.at(-1)!;
    yield;
  }
}

/** One key in two, as a hash has it: those of a set may all be even. */
const teaches = (key: number) => Math.imul(key, 0x9e3779b1) < 0;
