import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConfig } from '../../../trainer/config/load.ts';
import { judgementOf } from '../../../trainer/judge/judgement.ts';
import { type Glanced, remarksOf, troubles } from '../../../trainer/report/glance.ts';

const config = checkConfig({ data: 'x', projectorWidth: 100, lambda: 0.01 });

/** A run of 100 steps whose figures go from the first value to the second one at once. */
const run = (from: Record<string, number>, to: Record<string, number>): Glanced => ({
  config,
  lines: Array.from({ length: 100 }, (_, i) => ({ step: i + 1, ...(i < 5 ? from : to) })),
  looks: [{ step: 100, rankMe: 40, dimensions: 256, knn20: 0.5 }],
  untrained: { step: 0, rankMe: 30, dimensions: 256, knn20: 0.4 },
  totalSteps: 100,
  count: 1000,
  judgement: undefined,
});
const words = (glanced: Glanced) => remarksOf(glanced).map(({ verdict }) => verdict);

const first = { loss: 300, onDiagonal: 90, offDiagonal: 21_000, spread: 0.9, distance: 0.9 };
const better = { loss: 60, onDiagonal: 40, offDiagonal: 2000, spread: 0.9, distance: 0.4 };

test('good is what is better than at the beginning, and the loss is told for each feature', () => {
  const glanced = run(first, better);
  assert.deepEqual(words(glanced), ['good', 'sound', 'good', 'good', 'good']);
  assert.match(
    remarksOf(glanced)[0]!.text,
    /from 300 in the first steps to 60\. For each of the 100 features that is 0\.4 for views that differ \(0\.9 at first.* and 0\.2 for what other features say too \(2\.1 at first\)/,
  );
  assert.deepEqual(troubles(glanced), []);
  const untrained = { step: 0, rankMe: 50, dimensions: 256, knn20: 0.6 };
  assert.deepEqual(words({ ...glanced, untrained }).slice(3), ['even', 'even']);
});

test('few directions are bad where there are no more than before training', () => {
  const looks = [{ step: 100, rankMe: 3, dimensions: 256 }];
  const untrained = { step: 0, rankMe: 2, dimensions: 256 };
  assert.equal(words({ ...run(first, better), looks, untrained })[3], 'good');
  const more = { ...untrained, rankMe: 4 };
  assert.equal(words({ ...run(first, better), looks, untrained: more })[3], 'bad');
  // Of so few pictures there are no more.
  assert.equal(words({ ...run(first, better), looks, untrained: more, count: 12 })[3], 'even');
});

test('what has not got better is not called good, and a bad figure has a cause and a remedy', () => {
  const glanced = run(first, { ...first, loss: 301, spread: 0.2, distance: 1.1 });
  const looks = [{ step: 100, rankMe: 3, dimensions: 256 }];
  assert.deepEqual(words({ ...glanced, looks }), ['bad', 'bad', 'bad', 'bad']);
  const [loss, spread, distance, rank] = troubles({ ...glanced, looks });
  assert.match(loss!, /not fallen.*too few steps/);
  assert.match(spread!, /collapsing.*--learning-rate 0\.0002/);
  assert.match(distance!, /nothing is recognised.*--without/);
  assert.match(rank!, /repeat one another.*--lambda \(now 0\.01\)/);
  const rising = run(first, { ...first, loss: 8000 });
  assert.match(troubles(rising)[0]!, /too long: try --learning-rate 0\.0002 in place of 0\.001/);
  assert.deepEqual(words({ ...rising, totalSteps: 2000 })[0], 'wait');
  // Two steps tell nothing, also where there are no more.
  assert.deepEqual(troubles({ ...rising, lines: rising.lines.slice(4, 6), totalSteps: 2 }), []);
});

test('what it is worth is good beside every baseline alone', () => {
  const row = (name: string, found: number) => ({
    ...{ name, rankMe: 1, alignment: 1, uniformity: -2, nearest: [] },
    found: Array.from({ length: 100 }, (_, i) => i < found),
  });
  const judged = (shipped: number) => ({
    ...run(first, better),
    judgement: judgementOf(row('mine', 50), [row('raw', 20), row('shipped', shipped)], true),
  });
  assert.equal(words(judged(30))[0], 'good');
  assert.equal(words(judged(49))[0], 'even');
  assert.match(remarksOf(judged(49))[0]!.text, /for 50 % of the pictures; raw 20 %, shipped 49 %/);
});
