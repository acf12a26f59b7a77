import assert from 'node:assert/strict';
import { test } from 'node:test';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sequence } from '../../../trainer/nn/module.ts';
import { projector } from '../../../trainer/nn/projector.ts';
import { resnet } from '../../../trainer/nn/resnet.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../trainer/step.ts';
import { withWebgpu } from './webgpuDevice.ts';

const [batch, steps, warmUp] = [2, 160, 80];
const size = 8;
const mebibyte = 2 ** 20;

test(`memory is flat over ${steps} steps on WebGPU`, (t) =>
  withWebgpu(t, async () => {
    // A wide projector: a set of variables that is not freed should be seen.
    const encoder = resnet('encoder', { block: 'plain', blocks: [0], widths: [4] }, 'cifar');
    const network = sequence(encoder, projector(4, 96, 2));
    const optimizer = sgd({ momentum: 0.9, weightDecay: 1e-4 });
    const step = createStep({
      ...{ network, optimizer, loss: barlow({ lambda: 0.02 }), batch, size, source: size },
      ...{
        mean: [0.5, 0.5, 0.5],
        deviation: [0.25, 0.25, 0.25],
        augmentations: augmentations.paper,
      },
    });
    const variables = initialVariables(network, optimizer, 1);
    const bytes = Object.values(variables).reduce((sum, { byteLength }) => sum + byteLength, 0);
    const engine = await createEngine('webgpu', 1, step, variables);
    const pixels = new Uint8Array(batch * size ** 2 * 3).map((_, i) => (i * 31) % 256);
    const resident: number[] = [];
    for (let i = 0; i < steps; i++) {
      const draws = drawViews(batch, size, size, augmentations.cifar, 1, i);
      await stepOn(engine, { pixels, ...draws, learningRate: Float32Array.of(0.001) });
      resident.push(process.memoryUsage.rss());
    }
    await engine.close();
    const growth = slope(resident.slice(warmUp));
    t.diagnostic(
      `${(growth / 1024).toFixed(1)} KiB a step, of variables of ${(bytes / 1024).toFixed(0)} KiB; ` +
        `${(resident.at(-1)! / mebibyte).toFixed(0)} MiB resident`,
    );
    // Of a set that is not freed, three times as much is seen: the device's buffers are padded.
    assert.ok(growth < 1.5 * bytes, `memory grows by ${growth.toFixed(0)} bytes a step`);
  }));

/** Least squares, in units of y per element. */
function slope(y: readonly number[]): number {
  const middle = (y.length - 1) / 2;
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const [xy, xx] = y.reduce(
    ([xy, xx], value, x) => [xy + (x - middle) * (value - mean), xx + (x - middle) ** 2],
    [0, 0],
  );
  return xy / xx;
}
