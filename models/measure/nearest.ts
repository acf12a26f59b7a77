/** The k largest similarities of one query so far, largest first, and whose they are. */
export interface Nearest {
  readonly similarities: Float32Array;
  /** -1 while fewer than k have been offered. */
  readonly indices: Int32Array;
}

export function createNearest(k: number): Nearest {
  return {
    similarities: new Float32Array(k).fill(Number.NEGATIVE_INFINITY),
    indices: new Int32Array(k).fill(-1),
  };
}

/**
 * Offers the similarities [start, end) as those of the bank's rows from `firstIndex` on. Of equal
 * ones, the first that was offered stays before the others.
 */
export function offer(
  { similarities, indices }: Nearest,
  values: Float32Array,
  [start, end]: readonly [number, number],
  firstIndex: number,
): void {
  const last = similarities.length - 1;
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    if (!(value > similarities[last]!)) continue;
    let place = last;
    while (place > 0 && value > similarities[place - 1]!) place--;
    similarities.copyWithin(place + 1, place, last);
    indices.copyWithin(place + 1, place, last);
    similarities[place] = value;
    indices[place] = firstIndex + i - start;
  }
}
