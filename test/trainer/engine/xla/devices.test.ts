import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../../trainer/engine/create.ts';
import { EngineUnavailableError } from '../../../../trainer/errors.ts';
import { relativeDifference } from '../../gradients.ts';
import { even, setUp } from '../../step/methods.ts';
import { skip } from './onCpu.ts';

const { step, variables, inputs } = setUp(even.barlow!, 5);

async function run(devices: number) {
  const engine = await createEngine('xla', 1, step, variables, devices);
  const metrics = await engine.steps([inputs, inputs, inputs]);
  const after = await engine.read();
  await engine.close();
  return { losses: metrics.map(({ loss }) => loss), after };
}

test('two and four devices give the curve of one', { skip }, async () => {
  const one = await run(1);
  for (const devices of [2, 4]) {
    const { losses, after } = await run(devices);
    const off = relativeDifference(losses, one.losses);
    assert.ok(off < 1e-4, `${devices} devices: ${losses}, not ${one.losses}`);
    for (const [name, values] of Object.entries(one.after)) {
      const difference = relativeDifference(after[name]!, values);
      assert.ok(difference < 5e-3, `${devices} devices, ${name}: ${difference}`);
    }
  }
});

test('more devices than there are are refused', { skip }, async () => {
  await assert.rejects(run(16), (error: EngineUnavailableError) => {
    assert.ok(error instanceof EngineUnavailableError, String(error));
    assert.match(error.message, /\d+ devices, and not 16/);
    return true;
  });
});
