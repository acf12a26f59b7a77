import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawView } from '../../../trainer/augment/draw.ts';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { type Removal, removals, without } from '../../../trainer/augment/without.ts';
import { createRandom } from '../../../trainer/random.ts';

const [, view] = augmentations.paper;
const [count, side] = [64, 16];
const draw = (...names: Removal[]) =>
  drawView(count, side, side, without(view, names), createRandom(1, 'without'));

test('with every part left out, a view is the picture', () => {
  const { rows, columns, pixelMap, ...others } = draw(...(Object.keys(removals) as Removal[]));
  const repeat = (values: number[]) => Array.from({ length: count }, () => values).flat();
  assert.deepEqual([...rows], repeat([0, 1]));
  assert.deepEqual([...columns], repeat([0, 1]));
  assert.deepEqual([...pixelMap], repeat([1, 0, 0, 0, 1, 0, 0, 0, 1]));
  assert.ok(others.meanMap && others.sigma && others.solarise);
  for (const values of Object.values(others)) assert.ok(values.every((x) => x === 0));
});

test('one part left out leaves the others', () => {
  const { columns, sigma, solarise } = draw('blur');
  assert.ok(sigma.every((x) => x === 0));
  assert.ok(solarise.some((x) => x === 1));
  assert.ok(columns.some((x, i) => i % 2 === 1 && x < 0));
});

test('more views are drawn apart, and the first two as if they were alone', () => {
  const [a, b] = augmentations.cifar;
  const four = drawViews(count, side, side, [a, b, a, b], 1, 3);
  for (const [name, values] of Object.entries(drawViews(count, side, side, [a, b], 1, 3))) {
    assert.deepEqual(four[name], values);
  }
  assert.notDeepEqual(four['a/rows'], four['c/rows']);
});
