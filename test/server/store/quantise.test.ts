import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantiseInto } from '../../../server/store/search/quantise.ts';
import { dot, normalised } from '../../../server/store/vectors.ts';
import { createRandom } from '../../../trainer/random.ts';

function quantised(unit: Float32Array): Int8Array {
  const row = new Int8Array(unit.length + 2);
  quantiseInto(row, unit, 1);
  assert.equal(row[0], 0);
  assert.equal(row.at(-1), 0);
  return row.subarray(1, -1);
}

const squared = (a: Int8Array, b: Int8Array) =>
  a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);

for (const dimensions of [64, 512, 2048]) {
  test(`squared distances of int8 follow those of unit vectors, ${dimensions} dimensions`, () => {
    const random = createRandom(1, `quantise ${dimensions}`);
    const draw = () => normalised(Float32Array.from({ length: dimensions }, () => random.normal()));
    const scale = 127 * Math.max(1, Math.sqrt(dimensions) / 8);
    for (let i = 0; i < 20; i++) {
      const [a, b] = [draw(), draw()];
      // Between 60 degrees apart and nearly the same.
      const near = normalised(a.map((value, j) => value + 0.05 * i * b[j]!));
      const expected = 2 - 2 * dot(a, near, 0);
      const actual = squared(quantised(a), quantised(near)) / scale ** 2;
      // Rounding adds a sixth of a step squared for each value.
      const rounding = dimensions / 6 / scale ** 2;
      assert.ok(Math.abs(actual - rounding - expected) < 0.05 * expected + 2 * rounding, `${i}`);
    }
  });
}

test('few values that hold all of the length are clipped and keep their signs and order', () => {
  const one = new Float32Array(2048);
  one[3] = -1;
  assert.deepEqual([...quantised(one)].filter(Boolean), [-127]);
  const short = new Float32Array(16);
  short[3] = 1;
  assert.deepEqual([...quantised(short)].filter(Boolean), [127]);
});
