import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawViews } from '../../../trainer/augment/views.ts';
import { checkConfig, presetOf } from '../../../trainer/config/load.ts';
import type { Settings } from '../../../trainer/config/schema.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import { type PresetName, presets } from '../../../trainer/presets/presets.ts';
import { createRandom } from '../../../trainer/random.ts';
import { planRun } from '../../../trainer/run/plan.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';

const scale = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
const pictures = 50_000;

const planOf = (preset: PresetName, settings: Partial<Settings> = {}) =>
  planRun(
    checkConfig({ ...presetOf({ preset }), data: 'x', preset, ...settings }),
    pictures,
    scale,
  );

/** Too large to be run here as they are; of every encoder a step is taken in nn/encoders.test.ts. */
const smaller = { encoder: 'small', size: 32, source: 32, batch: 4, projectorWidth: 16 } as const;

for (const preset of Object.keys(presets) as PresetName[]) {
  test(`${preset} starts: a step at a small size`, async () => {
    const { step, network, optimizer, augmentations } = planOf(preset, smaller);
    const random = createRandom(1, 'presets');
    const engine = await createEngine('cpu', 0, step, initialVariables(network, optimizer, 1));
    const { loss } = await stepOn(engine, {
      pixels: Uint8Array.from({ length: 4 * 32 * 32 * 3 }, () => random.integer(0, 255)),
      ...drawViews(4, 32, 32, augmentations, 1, 0),
      learningRate: Float32Array.of(0.01),
      ...('share' in step.batchInputs && { share: Float32Array.of(0.5) }),
    });
    await engine.close();
    assert.ok(Number.isFinite(loss) && loss > 0, String(loss));
  });
}

test('all that a preset says is of its own loss and optimiser', () => {
  for (const [preset, settings] of Object.entries(presets))
    assert.deepEqual(presetOf({ preset }), settings);
});

test("paper-imagenet has the paper's rates, warm-up and projector", () => {
  const { schedule, stepsPerEpoch, network, optimizer } = planOf('paper-imagenet');
  assert.equal(schedule.peak, 0.2 * (2048 / 256));
  assert.equal(stepsPerEpoch, Math.floor(pictures / 2048));
  assert.equal(schedule.warmupSteps, 10 * stepsPerEpoch);
  assert.equal(schedule.totalSteps, 1000 * stepsPerEpoch);
  assert.deepEqual(network.parameters.at(-1)!.shape, [8192, 8192]);
  // LARS keeps one value for each weight, AdamW two.
  assert.equal(Object.keys(optimizer.init(network.parameters)).length, network.parameters.length);
});

test('cifar mixes pictures, and its rate follows the batch', () => {
  const { step, schedule } = planOf('cifar', { batch: 512 });
  assert.ok(step.metrics.includes('mixed'));
  assert.equal(schedule.peak, 0.02);
  // The weight of what is mixed is Barlow Twins' own.
  assert.ok(!planOf('cifar', { loss: 'simclr' }).step.metrics.includes('mixed'));
});

test("small is the shipped encoder's recipe", async () => {
  const card = await import('../../../models/cifar10-small/2/model.json', {
    with: { type: 'json' },
  });
  const { name, seed, engine, threads, checkpointEvery, ...recipe } = card.default.training.config;
  const config: Readonly<Record<string, unknown>> = checkConfig({
    ...presetOf({ preset: 'small' }),
    data: 'x',
  });
  for (const [key, value] of Object.entries(recipe)) assert.equal(config[key], value, key);
});
