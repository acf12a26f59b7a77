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

test('the same seed gives the same curve, also of a run that is killed, goes on, is stopped and goes on', async () => {
  const first = startTrainer(settings('broken'));
  await reached('broken', 40);
  first.child.kill('SIGKILL');
  assert.equal((await first.ended).code, null);

  const second = startTrainer(['--resume', run('broken')]);
  await reached('broken', 80);
  second.child.kill('SIGINT');
  const { code, output } = await second.ended;
  assert.equal(code, 130, output);
  assert.ok(output.includes(`--resume ${run('broken')}`));
  // Ctrl-C writes a checkpoint, so that nothing is done twice.
  const done = curve(run('broken')).length;
  assert.ok(done < total, 'it ended before it could be stopped');
  assert.ok(output.includes(`stopped after step ${done}`), output);

  const resumed = await runTrainer('--resume', run('broken'));
  assert.equal(resumed.code, 0, resumed.output);
  assert.match(resumed.output, new RegExp(`^${total - done} steps`, 'm'));
  assert.deepEqual(curve(run('broken')), curve(run('whole')));
  const [a, b] = await Promise.all(
    ['broken', 'whole'].map((name) => findBundle(join(run(name), 'models'), 'tiny')),
  );
  assert.equal(a!.card.graph.sha256, b!.card.graph.sha256);
});

test('a run that was published is not published again, and a publication that was broken off is completed once', async () => {
  const versions = async () =>
    (await listBundles(join(run('whole'), 'models'))).bundles.map(({ card }) => card.version);
  const { code: unchanged, output: told } = await runTrainer('--resume', run('whole'));
  assert.equal(unchanged, 0, told);
  assert.match(told, /this run is published already: tiny\/1 .*models\/tiny\/1/);
  assert.doesNotMatch(told, /^published/m);
  assert.deepEqual(await versions(), ['1']);

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
