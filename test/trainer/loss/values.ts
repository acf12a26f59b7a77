import assert from 'node:assert/strict';
import type * as tf from '@tensorflow/tfjs-core';

export const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;

export const near = (actual: number, expected: number, tolerance = 1e-3) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
