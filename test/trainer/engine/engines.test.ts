import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { noNvidiaCard } from '@selfsame/models';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { cpu } from '../../../trainer/engine/engines/cpu.ts';
import { webgpu } from '../../../trainer/engine/engines/webgpu.ts';
import { type EngineName, engines } from '../../../trainer/engine/engines.ts';
import { assertAgrees, selfTest } from '../../../trainer/engine/selfTest.ts';
import { EngineUnavailableError } from '../../../trainer/errors.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../trainer/step.ts';
import { networkOf, networks } from './networks.ts';

function start(name: EngineName) {
  const of = networks[0]!;
  const [network, optimizer] = [networkOf(of), sgd({ momentum: 0.9, weightDecay: 0 })];
  const scale = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
  const sizes = { batch: 2, size: of.size, source: of.size };
  const step = createStep({
    ...{ network, optimizer, loss: barlow({ lambda: 0.02 }), augmentations: augmentations.paper },
    ...scale,
    ...sizes,
  });
  return createEngine(name, 1, step, initialVariables(network, optimizer, 1));
}

async function refused(name: EngineName, message: RegExp, remedy: RegExp): Promise<void> {
  await assert.rejects(start(name), (error: EngineUnavailableError) => {
    assert.ok(error instanceof EngineUnavailableError, String(error));
    assert.equal(error.code, 'engine_unavailable');
    assert.match(error.message, message);
    assert.match(error.remedy, remedy);
    assert.match(error.remedy, /--engine cpu/);
    return true;
  });
}

for (const [name, installed] of [
  ['cuda', 'ort-cuda'],
  ['tfjs-gpu', 'tfjs-gpu'],
] as const) {
  test(`${name} without a card says so, and names the command that installs it`, async (t) => {
    if (noNvidiaCard() === undefined) return t.skip('there is a card here');
    const command = new RegExp(`\`(npm run|selfsame) engines (-- )?install ${installed}\``);
    await refused(name, /there is no NVIDIA card here/, command);
  });
}

test('webgpu without a device says what it needs', async (t) => {
  try {
    await (await start('webgpu')).close();
    t.skip('there is a device here');
  } catch {
    await refused('webgpu', /Failed to get a WebGPU adapter/, /libvulkan1/);
  }
});

test('tfjs-cpu that is not installed names the command that installs it', async (t) => {
  const { SELFSAME_ENGINES: before } = process.env;
  t.after(() => {
    if (before === undefined) delete process.env.SELFSAME_ENGINES;
    else process.env.SELFSAME_ENGINES = before;
  });
  process.env.SELFSAME_ENGINES = '/nowhere';
  await refused('tfjs-cpu', /it is not installed/, /engines (-- )?install tfjs-cpu`/);
});

test('xla without a plugin names the command that installs it', async () => {
  // Neither one that is named, nor one that is installed.
  const { SELFSAME_PJRT_PLUGIN: named, XDG_CACHE_HOME: cache } = process.env;
  delete process.env.SELFSAME_PJRT_PLUGIN;
  process.env.XDG_CACHE_HOME = import.meta.dirname;
  const command = /`npm run engines -- install xla-cuda`/;
  await refused('xla', /XLA's plugin is not installed/, command);
  process.env.SELFSAME_PJRT_PLUGIN = join(import.meta.dirname, 'nowhere.so');
  await refused('xla', /There is no XLA library at .*nowhere\.so/, command);
  process.env = { ...process.env, SELFSAME_PJRT_PLUGIN: named, XDG_CACHE_HOME: cache };
  if (named === undefined) delete process.env.SELFSAME_PJRT_PLUGIN;
  if (cache === undefined) delete process.env.XDG_CACHE_HOME;
});

test('every engine has a remedy, and its error keeps the bare reason', () => {
  for (const engine of engines) {
    const error = new EngineUnavailableError(engine, 'because.');
    assert.equal(error.message, `The engine ${engine.name} cannot be used: because.`);
    assert.equal(error.reason, 'because.');
    assert.ok(error.remedy.length > 0);
  }
});

test('the CPU passes the self-test, and is timed', async () => {
  const milliseconds = await selfTest(cpu, 1);
  assert.ok(milliseconds > 0 && Number.isFinite(milliseconds));
});

test('an engine that computes something else fails the self-test', () => {
  const expected = { loss: 10, variables: { a: Float32Array.of(3, 4), b: Float32Array.of(1, 0) } };
  const differs = (loss: number, a: number[], name: RegExp) => {
    const found = { loss, variables: { ...expected.variables, a: Float32Array.from(a) } };
    assert.throws(() => assertAgrees(webgpu, found, expected), name);
  };
  assertAgrees(webgpu, expected, expected);
  // Within the tolerance of TF32.
  assertAgrees(
    webgpu,
    { loss: 10.05, variables: { ...expected.variables, a: Float32Array.of(3.1, 4) } },
    expected,
  );
  differs(10.2, [3, 4], /the loss is 2.0 % off the CPU's/);
  differs(Number.NaN, [3, 4], /the loss/);
  differs(10, [3, 4.5], /a is 10 % off/);
  differs(10, [Number.NaN, 4], /a is/);
});
