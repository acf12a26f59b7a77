import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPace } from '../../../trainer/run/pace.ts';
import { createTally } from '../../../trainer/run/tally.ts';

test('as many steps at a time as the engine gains from, unless they take long', () => {
  const pace = createPace(8);
  assert.equal(pace.next(100), 1);
  pace.took(1, 100);
  assert.equal(pace.next(100), 8);
  assert.equal(pace.next(3), 3);
  pace.took(3, 6000);
  assert.equal(pace.next(100), 2);
  pace.took(2, 60_000);
  assert.equal(pace.next(100), 1);
});

test('the summary tells speed, waiting and memory', () => {
  const tally = createTally(10);
  assert.equal(tally.summary(), '');
  tally.add(3, 1500, 0);
  tally.add(1, 500, 20);
  assert.match(tally.summary(), /^4 steps: 20 images\/s, 1\.0 % of .* \d+ MiB/);
});
