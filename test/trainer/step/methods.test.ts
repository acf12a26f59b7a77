import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../trainer/engine/create.ts';
import { createEagerEngine } from '../../../trainer/engine/eager.ts';
import { type Engine, stepOn } from '../../../trainer/engine/engine.ts';
import { healthMetrics } from '../../../trainer/step/health.ts';
import { createStep } from '../../../trainer/step.ts';
import { networks } from '../engine/networks.ts';
import { relativeDifference } from '../gradients.ts';
import { even, setUp, uneven } from './methods.ts';

/** Rounding aside, the two engines differ where a ReLU's input is within rounding of zero. */
const tolerance = 2e-3;
const seeds = [1, 2];

/** Those that come to every part of a step; the others differ in their loss alone. */
const blocked = ['barlow', 'mixed barlow', 'simsiam, both'];

for (const [name, method] of Object.entries({ ...even, ...uneven })) {
  test(`the traced step agrees with eager tfjs: ${name}`, async () => {
    const of = networks[blocked.includes(name) ? 4 : 0]!;
    let exact = 0;
    for (const seed of seeds) {
      const { step, variables, inputs } = setUp(method, seed, of.batch, of);
      const once = async (engine: Engine) => {
        const metrics = await stepOn(engine, inputs);
        const after = await engine.read();
        await engine.close();
        return { metrics, after };
      };
      const compiled = await once(await createEngine('cpu', 1, step, variables));
      const eager = await once(await createEagerEngine(step, variables, 'cpu'));
      assert.deepEqual(Object.keys(compiled.metrics).sort(), [...step.metrics].sort());
      for (const [metric, expected] of Object.entries(eager.metrics)) {
        const found = compiled.metrics[metric]!;
        assert.ok(Math.abs(found - expected) <= 1e-4 * Math.max(1, Math.abs(expected)), metric);
      }
      assert.deepEqual(Object.keys(compiled.after).sort(), Object.keys(eager.after).sort());
      const differences = Object.entries(eager.after).map(([variable, expected]) =>
        relativeDifference(compiled.after[variable]!, expected),
      );
      assert.ok(Math.max(...differences) < 0.2, `seed ${seed}: ${Math.max(...differences)}`);
      if (Math.max(...differences) < tolerance) exact++;
    }
    assert.ok(exact >= seeds.length - 1, `${exact} of ${seeds.length} seeds agree`);
  });
}

test("a predictor's weights and statistics are trained and kept like the others", async () => {
  const { step, variables, inputs } = setUp(uneven['barlow, both']!, 1);
  const engine = await createEngine('cpu', 1, step, variables);
  await stepOn(engine, inputs);
  const after = await engine.read();
  await engine.close();
  for (const name of ['weight/predictor.1.linear.weight', 'statistic/predictor.0.norm.mean']) {
    assert.notDeepEqual(after[name], variables[name], name);
  }
});

test('what is mixed depends on the share, and is a part of the loss', async () => {
  const { step, variables, inputs, options } = setUp(uneven['mixed barlow']!, 2);
  const stepWith = async (share: number) => {
    const engine = await createEngine('cpu', 1, step, variables);
    const metrics = await stepOn(engine, { ...inputs, share: Float32Array.of(share) });
    const after = await engine.read();
    await engine.close();
    return { metrics, after };
  };
  const [a, b, whole] = [await stepWith(0.3), await stepWith(0.6), await stepWith(1)];
  const { loss, onDiagonal, offDiagonal, mixed } = a.metrics;
  assert.equal(onDiagonal, b.metrics.onDiagonal);
  assert.notEqual(mixed, b.metrics.mixed);
  const expected = onDiagonal! + 0.02 * offDiagonal! + options.mix! * mixed!;
  assert.ok(Math.abs(loss / expected - 1) < 1e-5);
  // With a share of one, the mixed pictures are the first views.
  assert.ok(whole.metrics.mixed! < 1e-6, String(whole.metrics.mixed));

  // The running statistics are for pictures as they are.
  const mean = 'statistic/encoder.stem.norm.mean';
  assert.notDeepEqual(a.after[mean], variables[mean]);
  assert.deepEqual(a.after[mean], b.after[mean]);
});

test('a part of a loss that would be lost behind another metric is refused', () => {
  const { options } = setUp(even.barlow!, 1);
  const stepOf = (...parts: string[]) =>
    createStep({ ...options, loss: { ...options.loss, parts } });
  const taken = ['loss', 'mixed', 'objective', 'learningRate', 'db', 'epoch', ...healthMetrics];
  for (const name of taken)
    assert.throws(() => stepOf('fine', name), { message: new RegExp(`called ${name},`) });
  assert.throws(() => stepOf('same', 'same'), /called same,/);
  assert.deepEqual(stepOf('fine').metrics, ['loss', 'fine', ...healthMetrics]);
});
