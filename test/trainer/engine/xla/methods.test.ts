import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../../trainer/engine/create.ts';
import type { EngineName } from '../../../../trainer/engine/engines.ts';
import { relativeDifference } from '../../gradients.ts';
import { even, setUp, uneven } from '../../step/methods.ts';
import { skip } from './onCpu.ts';

/** Two steps of a method, some pictures at a time. */
async function run(engine: EngineName, method: Parameters<typeof setUp>[0], microBatch?: number) {
  const { step, variables, inputs } = setUp(method, 2, microBatch);
  const running = await createEngine(engine, 1, step, variables);
  const metrics = await running.steps([inputs, inputs]);
  const after = await running.read();
  await running.close();
  return { metrics, after };
}

/** Rounding of the first step tells in the second. */
const tolerance = { metric: 1e-3, variable: 1e-2 };

const cases = {
  'mixed pictures': { method: uneven['mixed barlow']!, microBatch: 16 },
  'a predictor, three views': { method: uneven['simsiam of three views']!, microBatch: 16 },
  'micro-batches': { method: even.barlow!, microBatch: 4 },
};

for (const [name, { method, microBatch }] of Object.entries(cases)) {
  test(`XLA steps as the CPU's engine does: ${name}`, { skip }, async () => {
    const found = await run('xla', method, microBatch);
    const expected = await run('cpu', method, microBatch);
    for (const [i, metrics] of expected.metrics.entries()) {
      for (const [metric, value] of Object.entries(metrics)) {
        const off = Math.abs(found.metrics[i]![metric]! - value) / Math.max(1, Math.abs(value));
        assert.ok(off < tolerance.metric, `${metric} of step ${i + 1}: ${off}`);
      }
    }
    assert.deepEqual(Object.keys(found.after).sort(), Object.keys(expected.after).sort());
    for (const [variable, values] of Object.entries(expected.after)) {
      const difference = relativeDifference(found.after[variable]!, values);
      assert.ok(difference < tolerance.variable, `${variable}: ${difference}`);
    }
  });
}
