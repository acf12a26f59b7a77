import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leastTold } from '../../../trainer/derive/verdict.ts';

test('what pictures can tell shrinks with their number, and is not nothing where none changes', () => {
  const of = (count: number, every: number) =>
    Array.from({ length: count }, (_, i) => i % every !== 0);
  // A tenth is lost: a variance of 0.09.
  assert.ok(Math.abs(leastTold(Array(900).fill(true), of(900, 10)) - 0.02) < 1e-12);
  assert.ok(Math.abs(leastTold(Array(3600).fill(true), of(3600, 10)) - 0.01) < 1e-12);
  assert.equal(leastTold(of(300, 3), of(300, 3)), 0.01);
});
