import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { drawView, viewDrawSizes } from '../../../trainer/augment/draw.ts';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { augmentView, type ViewTensors } from '../../../trainer/augment/view.ts';
import { createRandom } from '../../../trainer/random.ts';
import '../gradients.ts';

before(() => tf.setBackend('cpu'));

const size = 6;
const pixels = tf.tensor(
  Int32Array.from({ length: size * size * 3 }, (_, i) => (i * 37) % 256),
  [1, size, size, 3],
  'int32',
) as tf.Tensor4D;
const planes = [...tf.transpose(tf.div(tf.cast(pixels, 'float32'), 255), [0, 3, 1, 2]).dataSync()];

/** The whole picture, unchanged, unless told otherwise. */
function draws(changes: Partial<Record<keyof ViewTensors, number[]>> = {}): ViewTensors {
  const zeros = Object.entries(viewDrawSizes).map(([name, values]) => [
    name,
    Array(values).fill(0),
  ]);
  const values: Record<string, number[]> = {
    ...Object.fromEntries(zeros),
    rows: [0, 1],
    columns: [0, 1],
    pixelMap: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, v]) => [
      name,
      tf.tensor(v, v.length === 1 ? [1] : [1, v.length]),
    ]),
  ) as ViewTensors;
}

const view = (changes: Parameters<typeof draws>[0] = {}, side = size) => [
  ...augmentView(pixels, draws(changes), side, augmentations.paper[0]).dataSync(),
];

function same(actual: number[], expected: number[], tolerance = 1e-5) {
  assert.equal(actual.length, expected.length);
  for (const [i, x] of expected.entries())
    assert.ok(Math.abs(actual[i]! - x) <= tolerance, `at ${i}`);
}

test('the whole picture at its own size is itself', () => same(view(), planes));

test('a negative step flips', () => {
  const flipped = planes.map((_, i) => planes[i - (i % size) + (size - 1 - (i % size))]!);
  same(view({ columns: [size, -1] }), flipped);
});

test('a crop of whole pixels is cut out', () => {
  const expected = [0, 1, 2].flatMap((c) =>
    [1, 2, 3].flatMap((row) =>
      [2, 3, 4].map((column) => planes[(c * size + row) * size + column]!),
    ),
  );
  same(view({ rows: [1, 1], columns: [2, 1] }, 3), expected);
});

test('shrinking weighs every source pixel: the mean of the picture stays', () => {
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const shrunk = view({ rows: [0, 2], columns: [0, 2] }, 3);
  assert.ok(Math.abs(mean(shrunk) - mean(planes)) < 0.05);
  assert.ok(new Set(shrunk.map((x) => x.toFixed(3))).size > 3);
});

test('a blur keeps what is even and evens out what is not', () => {
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
  const grey = tf.fill([1, size, size, 3], 100, 'int32') as tf.Tensor4D;
  same(
    [...augmentView(grey, draws({ sigma: [1.5] }), size, augmentations.paper[0]).dataSync()],
    planes.map(() => 100 / 255),
  );
  assert.ok(spread(view({ sigma: [1.5] })) < 0.7 * spread(planes));
});

test('solarising inverts the bright half only', () => {
  same(
    view({ solarise: [1] }),
    planes.map((x) => (x >= 0.5 ? 1 - x : x)),
  );
});

test('colours are mapped by A p + T m, and clipped', () => {
  const dark = view({ pixelMap: [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5] });
  same(
    dark,
    planes.map((x) => x / 2),
  );
  assert.ok(Math.max(...view({ pixelMap: [9, 0, 0, 0, 9, 0, 0, 0, 9] })) <= 1);
  const means = [0, 1, 2].map(
    (c) => planes.slice(36 * c, 36 * (c + 1)).reduce((a, b) => a + b) / 36,
  );
  const averaged = view({ pixelMap: Array(9).fill(0), meanMap: [1, 0, 0, 0, 1, 0, 0, 0, 1] });
  same(
    averaged,
    planes.map((_, i) => means[Math.floor(i / 36)]!),
    1e-4,
  );
});

test('draws are a function of the seed, and crops stay inside the picture', () => {
  const draw = (step: number) =>
    drawView(64, 40, 32, augmentations.paper[1], createRandom(7, 'view', step));
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
  const { rows, columns, solarise, sigma } = draw(5);
  for (let i = 0; i < 64; i++) {
    for (const [start, step] of [
      rows.subarray(2 * i, 2 * i + 2),
      columns.subarray(2 * i, 2 * i + 2),
    ]) {
      const [from, to] = [
        Math.min(start!, start! + 32 * step!),
        Math.max(start!, start! + 32 * step!),
      ];
      assert.ok(from >= -1e-4 && to <= 40 + 1e-4);
    }
  }
  assert.ok(solarise.some((x) => x === 1) && solarise.some((x) => x === 0));
  assert.ok(sigma.some((x) => x > 0) && sigma.some((x) => x === 0));
  assert.equal(rows.length, 64 * viewDrawSizes.rows);
});
