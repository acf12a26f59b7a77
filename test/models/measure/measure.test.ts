import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  evenly,
  knnAccuracy,
  knnClasses,
  rankMeOf,
  spread,
  vectorsOf,
} from '../../../models/index.ts';
import { symmetricEigenvalues } from '../../../models/measure/eigenvalues.ts';
import { effectiveRank } from '../../../models/measure/rankme.ts';
import { normalRows } from './rows.ts';

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);

suite('kNN', () => {
  const neighbours = [
    { similarities: Float32Array.of(0.9, 0.8, 0.79), indices: Int32Array.of(0, 1, 2) },
    { similarities: Float32Array.of(0.9, 0.5, 0.49), indices: Int32Array.of(0, 1, 2) },
  ];
  const bank = [0, 1, 1];

  test('weighs votes by exp(cosine / 0.07)', () => {
    // exp(0.9/0.07) = 383,000 against exp(0.8/0.07) + exp(0.79/0.07) = 171,000: the nearest wins.
    assert.equal(knnAccuracy(neighbours, bank, [0, 0], 3), 1);
    // At 0.86 and 0.85 the other two together outweigh it.
    const close = [{ ...neighbours[0]!, similarities: Float32Array.of(0.9, 0.86, 0.85) }];
    assert.equal(knnAccuracy(close, bank, [1], 3), 1);
    assert.equal(knnAccuracy(close, bank, [1], 1), 0, 'k = 1 sees the nearest alone');
  });

  test('a class that the bank lacks is never right', () => {
    assert.equal(knnAccuracy(neighbours, bank, [0, -1], 3), 0.5);
  });

  test('without neighbours there is no class, and none is not right', () => {
    const alone = [{ similarities: new Float32Array(), indices: new Int32Array() }];
    assert.deepEqual(knnClasses(alone, bank, 3), [-1]);
    assert.equal(knnAccuracy(alone, bank, [-1], 3), 0);
  });
});

suite('RankMe', () => {
  test('of known singular values', () => {
    near(effectiveRank([1, 1, 1, 1]), 4, 1e-4);
    near(effectiveRank([5, 0, 0, 0]), 1, 1e-4);
    // Shares 1/2, 1/4, 1/4: entropy 1.5 ln 2.
    near(effectiveRank([2, 1, 1]), 2 ** 1.5, 1e-4);
    assert.equal(effectiveRank([0, 0]), 1);
  });

  test('of rows and of columns alike', () => {
    const [count, d] = [40, 12];
    const rows = normalRows(count, d, 1);
    const byRows = rankMeOf(
      products(rows, count, d, (i, k) => i * d + k),
      count,
    );
    const byColumns = rankMeOf(
      products(rows, d, count, (i, k) => k * d + i),
      d,
    );
    near(byRows, byColumns, 1e-3);
    assert.ok(byRows > 11 && byRows < 12);
  });
});

/** All products of two rows or of two columns. */
function products(
  values: Float32Array,
  size: number,
  length: number,
  at: (i: number, k: number) => number,
): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    let sum = 0;
    for (let k = 0; k < length; k++) sum += values[at(i, k)]! * values[at(j, k)]!;
    return sum;
  });
}

suite('eigenvalues of a symmetric matrix', () => {
  const sorted = (matrix: number[], size: number) =>
    [...symmetricEigenvalues(Float64Array.from(matrix), size)].sort((a, b) => a - b);

  test('that are known', () => {
    assert.deepEqual(sorted([], 0), []);
    assert.deepEqual(sorted([7], 1), [7]);
    assert.deepEqual(sorted(Array(9).fill(0), 3), [0, 0, 0]);
    assert.deepEqual(sorted([3, 0, 0, 0, 1, 0, 0, 0, 2], 3), [1, 2, 3]);
    // 2 on the diagonal and -1 beside it: 2 - 2 cos(i pi / (n + 1)).
    const n = 30;
    const chain = Array.from({ length: n * n }, (_, place) => {
      const [i, j] = [Math.floor(place / n), place % n];
      return i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0;
    });
    for (const [i, value] of sorted(chain, n).entries())
      near(value, 2 - 2 * Math.cos(((i + 1) * Math.PI) / (n + 1)), 1e-13);
  });

  test('of products of few dimensions: as many as those are not zero', () => {
    const [count, d] = [60, 5];
    const rows = normalRows(count, d, 2);
    const found = sorted([...products(rows, count, d, (i, k) => i * d + k)], count);
    assert.ok(found.slice(0, count - d).every((value) => Math.abs(value) < 1e-12));
    // Rows are of length one: their squares sum to the trace.
    near(
      found.reduce((sum, value) => sum + value, 0),
      count,
      1e-4,
    );
  });
});

test('spread: 1/sqrt(D) on the whole sphere, 0 when collapsed', () => {
  near(spread(vectorsOf(normalRows(3000, 16, 4), 16)), 0.25, 0.005);
  const collapsed = new Float32Array(3000 * 16).fill(0.25);
  near(spread(vectorsOf(collapsed, 16)), 0, 1e-6);
  // Two opposite poles: one dimension with deviation 1, one with 0.
  near(spread(vectorsOf(Float32Array.of(1, 0, -1, 0), 2)), 0.5, 1e-6);
});

test('evenly spaced indices', () => {
  assert.deepEqual([...evenly(10, 4)], [0, 2, 5, 7]);
  assert.deepEqual([...evenly(3, 9)], [0, 1, 2]);
});
