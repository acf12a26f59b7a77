import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { checkConfig } from '../../../trainer/config/load.ts';
import type { EngineName } from '../../../trainer/engine/engines.ts';
import { InferenceSession, type Tensor } from '../../../trainer/engine/onnxruntime.ts';
import { createRunFolder } from '../../../trainer/run/folder.ts';
import { train } from '../../../trainer/training.ts';
import { makePictures, readMetrics } from '../run/cli.ts';
import { withWebgpu } from './webgpuDevice.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-webgpu-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 24));

const [steps, checkpointEvery] = [9, 3];

/** Where the tensors were that one call of a session took and gave, by their names. */
interface Call {
  readonly feeds: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, string>>;
}

/** Notes where the tensors of every session's calls are, until `restore`. */
function watchSessions() {
  const { prototype } = InferenceSession as unknown as { prototype: InferenceSession };
  const run = prototype.run as (
    feeds: InferenceSession.FeedsType,
  ) => Promise<InferenceSession.ReturnType>;
  const calls: Call[] = [];
  const locations = (tensors: object) =>
    Object.fromEntries(
      Object.entries(tensors as Record<string, Tensor>).map(([name, t]) => [name, t.location]),
    );
  const watched = mock.method(
    prototype,
    'run',
    async function (this: InferenceSession, feeds: InferenceSession.FeedsType) {
      // Now, because tensors of the device are disposed of after the step.
      const before = locations(feeds);
      const results = await run.call(this, feeds);
      calls.push({ feeds: before, results: locations(results) });
      return results;
    },
  );
  return { calls, restore: () => watched.mock.restore() };
}

/** A run of the trainer on an engine, and what its sessions were given and gave. */
async function run(engine: EngineName) {
  const watch = watchSessions();
  const path = join(root, engine);
  const folder = createRunFolder(
    checkConfig({
      ...{ data: join(root, 'pictures'), cache: join(root, 'cache'), run: path, name: 'tiny' },
      ...{ size: 8, batch: 8, steps, checkpointEvery, projectorWidth: 16, projectorDepth: 2 },
      ...{ engine, threads: 1 },
    }),
  );
  try {
    const outcome = await train(folder, new AbortController().signal);
    assert.ok('bundle' in outcome);
    assert.equal(outcome.bundle.card.training?.engine, engine);
    return { metrics: readMetrics(path), calls: watch.calls };
  } finally {
    watch.restore();
  }
}

test('the trainer on WebGPU: losses as on the CPU, weights on the device but at checkpoints', (t) =>
  withWebgpu(t, async () => {
    const gpu = await run('webgpu');
    const cpu = await run('cpu');
    assert.equal(gpu.metrics.length, steps);
    for (const [i, { loss }] of cpu.metrics.entries()) {
      const found = gpu.metrics[i]!.loss;
      assert.ok(Math.abs(found / loss - 1) < 1e-2, `step ${i + 1}: ${found}, not ${loss}`);
    }

    const trained = gpu.calls.filter(({ results }) => 'loss' in results);
    assert.equal(trained.length, steps);
    for (const [i, { feeds, results }] of trained.entries()) {
      for (const [name, location] of Object.entries(results)) {
        const variable = name.startsWith('next/');
        assert.equal(location, variable ? 'gpu-buffer' : 'cpu', name);
      }
      // The first step is given the initial values, and each other one what the last one left.
      for (const [name, location] of Object.entries(feeds)) {
        const variable = `next/${name}` in results;
        assert.equal(location, variable && i > 0 ? 'gpu-buffer' : 'cpu', name);
      }
    }
    const fetched = gpu.calls.filter(({ results }) =>
      Object.keys(results)[0]!.startsWith('fetched/'),
    );
    assert.equal(fetched.length, steps / checkpointEvery);
  }));
