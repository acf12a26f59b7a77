import assert from 'node:assert/strict';
import { test } from 'node:test';
import { augmentations } from '../../../../trainer/augment/preset.ts';
import { drawViews } from '../../../../trainer/augment/views.ts';
import { createEngine } from '../../../../trainer/engine/create.ts';
import { barlow } from '../../../../trainer/loss/barlow.ts';
import { sequence } from '../../../../trainer/nn/module.ts';
import { projector } from '../../../../trainer/nn/projector.ts';
import { resnet } from '../../../../trainer/nn/resnet.ts';
import { sgd } from '../../../../trainer/optim/sgd.ts';
import { initialVariables } from '../../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../../trainer/step.ts';
import { skip } from './onCpu.ts';

const [batch, size, calls, atOnce] = [2, 8, 125, 8];
const mebibyte = 2 ** 20;

test('memory is flat over 1,000 steps of XLA', { skip }, async (t) => {
  // A wide projector: a set of variables that is not freed should be seen.
  const encoder = resnet('encoder', { block: 'plain', blocks: [0], widths: [4] }, 'cifar');
  const network = sequence(encoder, projector(4, 256, 2));
  const optimizer = sgd({ momentum: 0.9, weightDecay: 1e-4 });
  const step = createStep({
    ...{ network, optimizer, loss: barlow({ lambda: 0.02 }), batch, size, source: size },
    ...{ mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25], augmentations: augmentations.paper },
  });
  const variables = initialVariables(network, optimizer, 1);
  const bytes = Object.values(variables).reduce((sum, { byteLength }) => sum + byteLength, 0);
  const engine = await createEngine('xla', 1, step, variables);
  const inputs = {
    pixels: new Uint8Array(batch * size ** 2 * 3).map((_, i) => (i * 31) % 256),
    ...drawViews(batch, size, size, augmentations.paper, 1, 0),
    learningRate: Float32Array.of(0.001),
  };
  const resident: number[] = [];
  for (let i = 0; i < calls; i++) {
    await engine.steps(Array.from({ length: atOnce }, () => inputs));
    resident.push(process.memoryUsage.rss());
  }
  await engine.close();
  // The first ones warm Node up.
  const grown = resident.at(-1)! - resident[Math.floor(calls / 4)]!;
  const steps = (calls * atOnce * 3) / 4;
  t.diagnostic(
    `${(grown / mebibyte).toFixed(1)} MiB in ${steps} steps, of variables of ${(bytes / 1024).toFixed(0)} KiB`,
  );
  assert.ok(
    grown < (steps * bytes) / 4,
    `memory has grown by ${(grown / mebibyte).toFixed(0)} MiB`,
  );
});
