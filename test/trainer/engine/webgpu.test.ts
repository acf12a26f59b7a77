import assert from 'node:assert/strict';
import { test } from 'node:test';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createCompiledEngine } from '../../../trainer/engine/compiled.ts';
import type { Device } from '../../../trainer/engine/device.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import { cpu } from '../../../trainer/engine/engines/cpu.ts';
import { webgpu } from '../../../trainer/engine/engines/webgpu.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../trainer/step.ts';
import { relativeDifference } from '../gradients.ts';
import { networkOf, networks } from './networks.ts';
import { withWebgpu } from './webgpuDevice.ts';

const [batch, steps] = [4, 3];

async function run(device: Device) {
  const of = networks[1]!;
  const [network, optimizer] = [networkOf(of), sgd({ momentum: 0.9, weightDecay: 1e-4 })];
  const pixelScale = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
  const shape = {
    batch,
    source: of.size,
    size: of.size,
    augmentations: augmentations.paper,
    ...pixelScale,
  };
  const step = createStep({ network, optimizer, loss: barlow({ lambda: 0.02 }), ...shape });
  const engine = await createCompiledEngine(step, initialVariables(network, optimizer, 1), {
    device,
    threads: 1,
  });
  const pixels = Uint8Array.from({ length: batch * of.size ** 2 * 3 }, (_, i) => (i * 31) % 256);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const draws = drawViews(batch, of.size, of.size, augmentations.paper, 1, i);
    const inputs = { pixels, ...draws, learningRate: Float32Array.of(0.01) };
    losses.push((await stepOn(engine, inputs)).loss);
  }
  const variables = await engine.read();
  await engine.close();
  return { losses, variables };
}

test('a GPU trains as the CPU does', (t) =>
  withWebgpu(t, async () => {
    const found = await run(webgpu);
    const expected = await run(cpu);
    for (const [i, loss] of expected.losses.entries()) {
      assert.ok(Math.abs(found.losses[i]! / loss - 1) < 1e-2, `${found.losses} ${expected.losses}`);
    }
    for (const [name, values] of Object.entries(expected.variables)) {
      const difference = relativeDifference(found.variables[name]!, values);
      if (name.startsWith('weight/')) assert.ok(difference < 1e-2, `${name}: ${difference}`);
    }
  }));
