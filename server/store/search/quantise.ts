/** Beyond so many times the size of an average value, values of a unit vector are clipped. */
const widest = 8;

/**
 * A unit vector as int8, so that squared distances of two are proportional to theirs: one scale for
 * all vectors of a length, rounded, finer the longer they are.
 */
export function quantiseInto(rows: Int8Array, unit: Float32Array, offset: number): void {
  const scale = 127 * Math.max(1, Math.sqrt(unit.length) / widest);
  for (let i = 0; i < unit.length; i++) {
    const value = Math.round(unit[i]! * scale);
    rows[offset + i] = Math.max(-127, Math.min(127, value));
  }
}
