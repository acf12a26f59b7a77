import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Metrics } from '../../../trainer/step.ts';
import { checkWeights } from '../../../trainer/watch/checkWeights.ts';
import { createWatch } from '../../../trainer/watch/watch.ts';

const sound: Metrics = { loss: 50, onDiagonal: 30, spread: 0.8, distance: 0.6 };

/** The steps at which something is said, and what, of a run with these metrics. */
function noticed(of: (step: number) => Partial<Metrics>, steps = 100): [number, string][] {
  const watch = createWatch(0.001);
  return Array.from({ length: steps }, (_, i) => i + 1).flatMap((step): [number, string][] => {
    const failure = watch.check(step, { ...sound, ...of(step) } as Metrics);
    return failure ? [[failure.step, failure.code]] : [];
  });
}

test('a sound run is left alone, also one with a hard start or bad steps now and then', () => {
  assert.deepEqual(
    noticed(() => ({})),
    [],
  );
  assert.deepEqual(
    noticed((step) => ({ loss: step < 50 ? 50 + 8 * step : 20 })),
    [],
  );
  assert.deepEqual(
    noticed((step) => (step % 19 === 0 ? {} : { spread: 0.01 })),
    [],
  );
  assert.deepEqual(
    noticed(() => ({ loss: -0.9 })),
    [],
    'the loss of SimSiam is negative',
  );
});

test('what is not a number is noticed at once, in the loss and in any part of it', () => {
  assert.deepEqual(noticed((step) => (step === 7 ? { loss: Number.NaN } : {}))[0], [
    7,
    'training_diverged',
  ]);
  const [first] = noticed((step) =>
    step === 9 ? { onDiagonal: Number.POSITIVE_INFINITY } : ({} as Partial<Metrics>),
  );
  assert.deepEqual(first, [9, 'training_diverged']);
});

test('a collapse, views that are the same and a growing loss are noticed when they last', () => {
  assert.deepEqual(
    noticed((step) => ({ spread: step > 30 ? 0.05 : 0.8 })),
    [[50, 'training_collapsed']],
  );
  assert.deepEqual(
    noticed(() => ({ distance: 0 })),
    [[5, 'views_identical']],
  );
  assert.deepEqual(
    noticed((step) => ({ loss: step > 40 ? 501 : 50 })),
    [[60, 'training_diverged']],
  );
});

test('while it is not certain, the state is doubtful', () => {
  const watch = createWatch(0.001);
  watch.check(1, { ...sound, spread: 0.01 });
  assert.ok(watch.doubtful());
  watch.check(2, sound);
  assert.ok(!watch.doubtful());
});

test('weights that are not numbers or far too large are named', () => {
  const weights = { 'weight/a': Float32Array.of(1, -2), 'state/m': Float32Array.of(1e9) };
  assert.equal(checkWeights(weights, 3, 0.1), undefined);
  const broken = { ...weights, 'weight/b': Float32Array.of(0, Number.NaN) };
  assert.match(checkWeights(broken, 3, 0.1)!.message, /step 3 .*weight\/b are not numbers/);
  const large = { ...weights, 'weight/c': Float32Array.of(1e5, -1e5) };
  assert.match(checkWeights(large, 3, 0.1)!.message, /weight\/c are about 1\.0e\+5/);
});
