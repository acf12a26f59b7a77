import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findBundle, listBundles } from '@selfsame/models';
import { curve, makePictures, runTrainer, startTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-resume-'));
after(() => rmSync(root, { recursive: true, force: true }));

const total = 120;
const run = (name: string) => join(root, name);
const settings = (name: string, ...more: string[]) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run(name)],
  ...['--size', '8', '--batch', '8', '--steps', String(total), '--projector-width', '16'],
  ...['--checkpoint-every', '25', '--threads', '2', '--name', 'tiny', ...more],
];

/** Resolves when the run's metrics have come to a step. */
async function reached(name: string, step: number): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (!existsSync(join(run(name), 'metrics.jsonl'))) continue;
    try {
      if (curve(run(name)).length >= step) return;
    } catch {
      // The last line is being written.
    }
  }
}

before(async () => {
  await makePictures(join(root, 'pictures'), 40);
  const whole = await runTrainer(...settings('whole'));
  assert.equal(whole.code, 0, whole.output);
  assert.equal(curve(run('whole')).length, total);
});

test('another seed gives another curve', async () => {
  assert.equal((await runTrainer(...settings('other', '--seed', '2', '--steps', '5'))).code, 0);
  assert.notEqual(curve(run('other'))[4]!.loss, curve(run('whole'))[4]!.loss);
});

test('the same seed gives the same curve, also of a run that is killed and goes on', async () => {
  const { child, ended } = startTrainer(settings('killed'));
  await reached('killed', 70);
  child.kill('SIGKILL');
  assert.equal((await ended).code, null);
  const before = curve(run('killed')).length;
  assert.ok(before < total, 'it ended before it could be killed');
  const resumed = await runTrainer('--resume', run('killed'));
  assert.equal(resumed.code, 0, resumed.output);
  assert.deepEqual(curve(run('killed')), curve(run('whole')));
  const [a, b] = await Promise.all(
    ['killed', 'whole'].map((name) => findBundle(join(run(name), 'models'), 'tiny')),
  );
  assert.equal(a!.card.graph.sha256, b!.card.graph.sha256);
});

test('Ctrl-C writes a checkpoint, says how to go on, and nothing is done twice', async () => {
  const { child, ended } = startTrainer(settings('stopped'));
  await reached('stopped', 40);
  child.kill('SIGINT');
  const { code, output } = await ended;
  assert.equal(code, 130, output);
  assert.ok(output.includes(`--resume ${run('stopped')}`));
  const done = curve(run('stopped')).length;
  assert.ok(output.includes(`stopped after step ${done}`), output);
  const resumed = await runTrainer('--resume', run('stopped'));
  assert.equal(resumed.code, 0, resumed.output);
  assert.deepEqual(curve(run('stopped')), curve(run('whole')));
});

test('a run that was published is not published again, and a publication that was broken off is completed once', async () => {
  const versions = async () =>
    (await listBundles(join(run('whole'), 'models'))).bundles.map(({ card }) => card.version);
  for (let i = 0; i < 2; i++) {
    const { code, output } = await runTrainer('--resume', run('whole'));
    assert.equal(code, 0, output);
    assert.match(output, /this run is published already: tiny\/1 .*models\/tiny\/1/);
    assert.doesNotMatch(output, /^published/m);
    assert.deepEqual(await versions(), ['1']);
  }

  // Killed before the bundle was in its place, after it was noted.
  rmSync(join(run('whole'), 'models', 'tiny', '1'), { recursive: true });
  const { code, output } = await runTrainer('--resume', run('whole'));
  assert.equal(code, 0, output);
  assert.match(output, /^published tiny\/1/m);
  const again = await runTrainer('--resume', run('whole'));
  assert.match(again.output, /published already: tiny\/1/);
  assert.deepEqual(await versions(), ['1']);
});

test('what another run has published, the same to the byte, is not taken for this one', async () => {
  const models = join(root, 'shared-models');
  for (const name of ['first', 'second']) {
    const { code, output } = await runTrainer(
      ...settings(name, '--steps', '2', '--models', models),
    );
    assert.equal(code, 0, output);
  }
  const note = join(run('second'), 'publication.json');
  rmSync(join(models, 'tiny', '2'), { recursive: true });
  assert.ok(existsSync(note));
  const { output } = await runTrainer('--resume', run('second'));
  assert.match(output, /^published tiny\/2/m);
});
