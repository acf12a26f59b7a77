import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inverse, Matrix } from 'ml-matrix';
import { vectorsOf } from '../../../models/index.ts';
import { type Whitening, whiteningOf } from '../../../trainer/export/whitening.ts';
import { createRandom } from '../../../trainer/random.ts';

const d = 6;

/** Rows around a point, wide in some directions and narrow in others. */
function correlatedRows(count: number): Float32Array {
  const random = createRandom(1, 'whitening');
  const mixing = Array.from(
    { length: d * d },
    (_, i) => (i % (d + 1) === 0 ? 2 : 0) + random.uniform(-0.5, 0.5),
  );
  const rows = new Float32Array(count * d);
  for (let row = 0; row < count; row++) {
    const own = Array.from({ length: d }, (_, i) => random.normal() / (i + 1));
    for (let i = 0; i < d; i++) {
      rows[row * d + i] = own.reduce((sum, x, j) => sum + x * mixing[j * d + i]!, 3 + i);
    }
  }
  return rows;
}

function whiten(rows: Float32Array, { mean, projection }: Whitening): Float32Array {
  return rows.map((_, at) => {
    const [row, column] = [Math.floor(at / d) * d, at % d];
    let sum = 0;
    for (let i = 0; i < d; i++) sum += (rows[row + i]! - mean[i]!) * projection[i * d + column]!;
    return sum;
  });
}

function covariance(rows: Float32Array, i: number, j: number): number {
  const count = rows.length / d;
  let [a, b, ab] = [0, 0, 0];
  for (let row = 0; row < rows.length; row += d) {
    a += rows[row + i]! / count;
    b += rows[row + j]! / count;
    ab += (rows[row + i]! * rows[row + j]!) / count;
  }
  return ab - a * b;
}

test('whitened embeddings have mean 0, and the same variance in every direction', async () => {
  const rows = correlatedRows(3000);
  const before = [0, 1].map((i) => covariance(rows, i, 1 - i));
  assert.ok(Math.abs(before[0]!) > 0.1, 'there is a correlation to take away');
  const whitened = whiten(rows, await whiteningOf(vectorsOf(rows, d)));
  for (let i = 0; i < d; i++) {
    const column = whitened.filter((_, at) => at % d === i);
    assert.ok(Math.abs(column.reduce((sum, x) => sum + x, 0) / column.length) < 1e-3);
    for (let j = 0; j < d; j++) {
      // A little less than 1 where the variance is near the least one that counts.
      const value = covariance(whitened, i, j);
      if (i === j) assert.ok(value > 0.85 && value < 1.001, `variance ${value}`);
      else assert.ok(Math.abs(value) < 1e-3, `covariance ${value}`);
    }
  }
});

for (const count of [3, 5, 7, 50]) {
  test(`of ${count} pictures too, what is added to the covariance is the same in every direction`, async () => {
    const rows = correlatedRows(count);
    const { projection } = await whiteningOf(vectorsOf(rows, d));
    const map = Matrix.from1DArray(d, d, projection);
    const added = inverse(map.mmul(map.transpose()));
    const least = added.get(0, 0) - covariance(rows, 0, 0);
    assert.ok(least > 0);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        const rest = added.get(i, j) - covariance(rows, i, j);
        assert.ok(Math.abs(rest - (i === j ? least : 0)) < 1e-3 * added.get(0, 0), `${i} ${j}`);
      }
    }
  });
}

test('directions without variance are not blown up', async () => {
  const few = correlatedRows(3);
  const { projection } = await whiteningOf(vectorsOf(few, d));
  const widest = Math.sqrt(Math.max(...[...Array(d).keys()].map((i) => covariance(few, i, i))));
  for (const value of projection) assert.ok(Math.abs(value) * widest < 10);
  const same = new Float32Array(4 * d).fill(1);
  const collapsed = await whiteningOf(vectorsOf(same, d));
  for (const value of whiten(same, collapsed)) assert.equal(Math.abs(value), 0);
});
