import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { Augmentation } from '../../../trainer/augment/augmentation.ts';
import { blur } from '../../../trainer/augment/augmentations/blur.ts';
import { filtersOf, isOn } from '../../../trainer/augment/filters.ts';
import { inOrder } from '../../../trainer/augment/inOrder.ts';
import { augmentations } from '../../../trainer/augment/preset.ts';

test('a filter is applied where its augmentation is on, whatever the others are', () => {
  const other: Augmentation<'solarise'> = {
    draw() {},
    filter: ({ solarise }, size) => tf.mul(tf.eye(size), tf.reshape(solarise, [-1, 1, 1])),
    without: { solarise: 0 },
  };
  const among = [blur, other, inOrder.crop];
  const [first, second] = augmentations.paper;
  assert.deepEqual(filtersOf(second, among), [blur, other]);
  assert.deepEqual(filtersOf(first, among), [blur]);
  assert.deepEqual(filtersOf({ ...second, blur: 0 }, among), [other]);
  assert.deepEqual(filtersOf({ ...first, blur: 0 }, among), []);
});

test('every augmentation is switched on in a pair that --augment takes', () => {
  const views = Object.values(augmentations).flat();
  for (const [name, augmentation] of Object.entries(inOrder))
    assert.ok(
      views.some((view) => isOn(augmentation, view)),
      name,
    );
});
