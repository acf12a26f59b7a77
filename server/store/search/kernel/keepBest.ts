/**
 * Moves the `count` pairs of the highest scores to the front, in any order (Hoare's quickselect).
 * @param pairs uint32, a value and its score each, from `first` on
 * @param length number of pairs, at least `count`
 * @returns the least score of those
 */
export function keepBest(pairs: Uint32Array, first: number, length: number, count: number): number {
  const score = (i: number) => pairs[first + 2 * i + 1]!;
  const wanted = count - 1;
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const pivot = score((low + high) >> 1);
    let i = low;
    let j = high;
    while (i <= j) {
      while (score(i) > pivot) i++;
      while (score(j) < pivot) j--;
      if (i > j) break;
      swap(pairs, first + 2 * i++, first + 2 * j--);
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return score(wanted);
}

function swap(pairs: Uint32Array, a: number, b: number): void {
  const value = pairs[a]!;
  const score = pairs[a + 1]!;
  pairs[a] = pairs[b]!;
  pairs[a + 1] = pairs[b + 1]!;
  pairs[b] = value;
  pairs[b + 1] = score;
}
