import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { normalised, toNumbers } from '../../../server/store/vectors.ts';

const written = (numbers: number[]) => JSON.stringify(numbers);

test('as numbers in JSON a vector is the same float32, bit by bit', () => {
  const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(finite), (values) => {
      const vector = Float32Array.from(values);
      const read = Float32Array.from(JSON.parse(written(toNumbers(vector))));
      // JSON has one zero.
      assert.deepEqual(
        read,
        vector.map((value) => value + 0),
      );
    }),
  );
});

test('an embedding is written in little more than half the digits of its doubles', () => {
  const embedding = normalised(Float32Array.from({ length: 384 }, (_, i) => Math.sin(i * 12.9898)));
  const short = written(toNumbers(embedding)).length;
  assert.ok(short < 0.6 * written(Array.from(embedding)).length, `${short}`);
});
