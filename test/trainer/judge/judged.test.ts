import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findBundle } from '@selfsame/models';
import { latestCheckpoint, saveCheckpoint } from '../../../trainer/checkpoint/checkpoint.ts';
import { forgetMeasured, keepMeasured } from '../../../trainer/judge/best.ts';
import type { Judgement } from '../../../trainer/judge/judgement.ts';
import { openRunFolder } from '../../../trainer/run/folder.ts';
import { planRun } from '../../../trainer/run/plan.ts';
import { makePictures, runTrainer } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-judged-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('a run that is no better than what there is says so, and publishes on demand alone, then its best checkpoint', async () => {
  const data = await makePictures(join(root, 'pictures'), 60);
  const run = join(root, 'run');
  const { code, output } = await runTrainer(
    ...['--data', data, '--cache', join(root, 'cache'), '--run', run, '--name', 'judged'],
    ...['--size', '16', '--batch', '16', '--steps', '2', '--held-out', '30'],
    ...['--fit', 'stretch', '--background', '#102030'],
  );
  assert.equal(code, 1, output);
  assert.match(output, /30 pictures that were kept from training/);
  assert.match(output, /error encoder_not_better: /);
  assert.match(output, /2 steps are few, --epochs 2000 are 2000/);
  assert.ok(!existsSync(join(run, 'models')));
  const judgement = JSON.parse(readFileSync(join(run, 'judgement.json'), 'utf8')) as Judgement;
  assert.equal(judgement.isBetter, false);
  const names = judgement.baselines.map(({ name }) => name);
  assert.deepEqual(names.slice(0, 2), ['the untrained encoder', 'pixels 16x16']);
  assert.match(names[2]!, /^cifar10-small\/\d+$/);
  const report = readFileSync(join(run, 'report.html'), 'utf8');
  assert.match(
    report,
    /What it is worth.*Not good.*<b class="even">No gain<\/b> A view of a picture/s,
  );
  assert.match(report, /Nearest neighbours before training and after.*<tr class="pair">/s);
  assert.match(report, /What the encoder sees.*--fit stretch and --background #102030/s);

  // Had an earlier checkpoint been measured, and the last one been spoilt:
  const folder = openRunFolder(run);
  const plan = planRun(folder.config, 30, { mean: [0, 0, 0], deviation: [1, 1, 1] });
  const { checkpoint } = latestCheckpoint(folder.checkpoints)!;
  const { found } = judgement.trained;
  forgetMeasured(folder, 0);
  keepMeasured(folder, plan, { ...checkpoint, step: 1 }, { step: 1, found });
  const spoilt = Object.entries(checkpoint.variables).map(([name, values]) => [
    name,
    name.startsWith('weight/') ? values.fill(0) : values,
  ]);
  saveCheckpoint(folder.checkpoints, { ...checkpoint, variables: Object.fromEntries(spoilt) });

  const again = await runTrainer('--resume', run, '--publish', 'anyway');
  assert.equal(again.code, 0, again.output);
  assert.match(again.output, /serve it: .*start (-- )?--model /);
  const { card } = await findBundle(join(run, 'models'), 'judged');
  assert.equal(card.evaluation.heldOut, 30);
  assert.match(
    again.output,
    /It is the checkpoint of step 1, .* after the last step, 2, it was 3\.3 %/,
  );
  assert.equal(card.training?.steps, 1);
  assert.equal(card.evaluation.ownView, found.filter(Boolean).length / 30);
  assert.equal(card.training?.dataset.pictures, 30);
  // What a server goes by.
  assert.deepEqual([card.input.fit, card.input.background], ['fill', [16, 32, 48]]);
});
