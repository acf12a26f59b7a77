import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import type { Arrays } from '../../../trainer/arrays.ts';
import { augmentations, type ViewAugmentation } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { createEagerEngine } from '../../../trainer/engine/eager.ts';
import { type Engine, stepOn } from '../../../trainer/engine/engine.ts';
import type { EngineName } from '../../../trainer/engine/engines.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { adamw } from '../../../trainer/optim/adamw.ts';
import { lars } from '../../../trainer/optim/lars.ts';
import type { Optimizer } from '../../../trainer/optim/optimizer.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createRandom } from '../../../trainer/random.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../trainer/step.ts';
import { relativeDifference } from '../gradients.ts';
import { networkOf, type TestNetwork } from './networks.ts';

/** A step of a network with random weights, pictures and draws. */
export function setUp(
  of: TestNetwork,
  optimizer: Optimizer,
  seed: number,
  pair: readonly ViewAugmentation[] = augmentations.paper,
) {
  const network = networkOf(of);
  const { size, batch } = of;
  const step = createStep({
    network,
    optimizer,
    batch,
    size,
    source: size,
    loss: barlow({ lambda: 0.02 }),
    mean: [0.4, 0.5, 0.6],
    deviation: [0.2, 0.3, 0.25],
    augmentations: pair,
  });
  const random = createRandom(seed, 'oracle');
  const variables = initialVariables(network, optimizer, seed);
  // Every block has to matter: as it starts, a residual one is its shortcut.
  for (const [name, values] of Object.entries(variables)) {
    if (name.endsWith('.gamma'))
      values.forEach((_, i) => {
        values[i] = random.uniform(0.5, 1.5);
      });
  }
  const inputsOf = (number: number) => ({
    pixels: Uint8Array.from({ length: batch * size * size * 3 }, () => random.integer(0, 255)),
    ...drawViews(batch, size, size, pair, seed, number),
    learningRate: Float32Array.of(0.1),
  });
  return { step, variables, inputsOf };
}

/** One step with an engine and in eager tfjs, from the same start. */
async function compare(engine: EngineName, ...start: Parameters<typeof setUp>) {
  const { step, variables, inputsOf } = setUp(...start);
  const inputs = inputsOf(0);
  const once = async (running: Engine): Promise<{ loss: number; variables: Arrays }> => {
    const { loss } = await stepOn(running, inputs);
    const result = { loss, variables: await running.read() };
    await running.close();
    return result;
  };
  return {
    compiled: await once(await createEngine(engine, 1, step, variables)),
    eager: await once(await createEagerEngine(step, variables, 'cpu')),
  };
}

/** Rounding aside, the two engines differ where a ReLU's input is within rounding of zero. */
const tolerance = 2e-3;

const optimizers = {
  // After one step from rest, the momentum is the gradient.
  sgd: sgd({ momentum: 0.9, weightDecay: 0 }),
  lars: lars({ momentum: 0.9, weightDecay: 1e-3, trustCoefficient: 0.01, normalisationRate: 0.1 }),
  adamw: adamw({ weightDecay: 0.01 }),
};

export type OptimizerName = keyof typeof optimizers;
export const optimizerNames = Object.keys(optimizers) as OptimizerName[];

/** The loss, all gradients and the update are those of eager tfjs, of all seeds but, perhaps, one. */
export async function assertAgree(
  engine: EngineName,
  seeds: readonly number[],
  of: TestNetwork,
  pair?: readonly ViewAugmentation[],
  optimizer: OptimizerName = 'sgd',
): Promise<void> {
  let exact = 0;
  for (const seed of seeds) {
    const { compiled, eager } = await compare(engine, of, optimizers[optimizer], seed, pair);
    assert.ok(Math.abs(compiled.loss / eager.loss - 1) < 1e-4, `${compiled.loss} ${eager.loss}`);
    assert.deepEqual(Object.keys(compiled.variables).sort(), Object.keys(eager.variables).sort());
    // Adam divides by a gradient's size: where that is rounding, so is the direction.
    const compared = Object.entries(eager.variables).filter(
      ([name]) => optimizer !== 'adamw' || !name.startsWith('weight/'),
    );
    const differences = compared.map(([name, expected]) => ({
      name,
      difference: relativeDifference(compiled.variables[name]!, expected),
    }));
    const worst = differences.reduce((a, b) => (b.difference > a.difference ? b : a));
    assert.ok(worst.difference < 0.2, `seed ${seed}: ${worst.name} ${worst.difference}`);
    if (worst.difference < tolerance) exact++;
  }
  assert.ok(exact >= seeds.length - 1, `${exact} of ${seeds.length} seeds agree`);
}

/** Steps at a time are the same as steps one by one. */
export async function assertStepsAtATime(engine: EngineName, of: TestNetwork): Promise<void> {
  const { step, variables, inputsOf } = setUp(of, adamw({ weightDecay: 0.01 }), 6);
  const batches = [0, 1, 2].map(inputsOf);
  const [together, apart] = [
    await createEngine(engine, 1, step, variables),
    await createEngine(engine, 1, step, variables),
  ];
  const metrics = await together.steps(batches);
  const expected = [];
  for (const batch of batches) expected.push(await stepOn(apart, batch));
  assert.deepEqual(metrics, expected);
  assert.deepEqual(await together.read(), await apart.read());
  assert.ok(together.atOnce > 1);
  await together.close();
  await apart.close();
}
