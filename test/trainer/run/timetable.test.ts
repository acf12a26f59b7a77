import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkConfig } from '../../../trainer/config/load.ts';
import {
  learningRate,
  type Schedule,
  type ScheduleChange,
} from '../../../trainer/optim/schedule.ts';
import { planRun } from '../../../trainer/run/plan.ts';
import { stepsInTime } from '../../../trainer/run/timetable.ts';
import { curve, makePictures, runTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-time-'));
after(() => rmSync(root, { recursive: true, force: true }));

const planned: Schedule = { peak: 1, finalShare: 0.1, warmupSteps: 10, totalSteps: 110 };

test('of a shorter run the learning rate goes on from where it was, and ends as low', () => {
  const changed = { ...planned, changes: [{ at: 60, total: 70 }] };
  assert.equal(learningRate(59, changed), learningRate(59, planned));
  assert.equal(learningRate(60, changed), learningRate(60, planned));
  assert.equal(learningRate(62, changed), learningRate(70, planned));
  assert.equal(learningRate(70, changed), learningRate(110, planned));
  const again = { ...planned, changes: [...changed.changes, { at: 65, total: 90 }] };
  assert.equal(learningRate(65, again), learningRate(85, planned));
  assert.equal(learningRate(70, again), learningRate(90, planned));
  assert.equal(learningRate(90, again), learningRate(110, planned));
});

test('there are as many steps as there is time for, and never more than were planned', () => {
  assert.equal(stepsInTime(planned, 50, 30), 80);
  assert.equal(stepsInTime(planned, 50, 56), 110);
  assert.equal(stepsInTime(planned, 50, 500), 110);
  assert.equal(stepsInTime(planned, 50, -3), 51);
  assert.equal(stepsInTime({ ...planned, changes: [{ at: 20, total: 60 }] }, 50, 40), 90);
});

test('a run ends in its time, and what is done again is done as it was', async () => {
  const run = join(root, 'run');
  const { code, output } = await runTrainer(
    ...['--data', await makePictures(join(root, 'pictures'), 40), '--cache', join(root, 'cache')],
    ...['--run', run, '--size', '8', '--batch', '8', '--projector-width', '16', '--threads', '1'],
    ...['--steps', '50000', '--minutes', '0.2', '--checkpoint-every', '10'],
  );
  assert.equal(code, 0, output);
  assert.match(output, /^time: steps take longer .* of the 50000 that were planned/m);
  const timetable = join(run, 'timetable.json');
  const changes = JSON.parse(readFileSync(timetable, 'utf8')) as ScheduleChange[];
  const whole = curve(run);
  assert.equal(whole.length, changes.at(-1)!.total);
  const config = checkConfig(JSON.parse(readFileSync(join(run, 'config.json'), 'utf8')));
  const { schedule } = planRun(config, 40, { mean: [0, 0, 0], deviation: [1, 1, 1] });
  for (const [i, line] of whole.entries()) {
    const wanted = learningRate(i, { ...schedule, changes });
    assert.ok(Math.abs(line.learningRate - wanted) < 1e-6 * schedule.peak, `step ${i + 1}`);
  }

  const checkpoints = join(run, 'checkpoints');
  rmSync(join(checkpoints, readdirSync(checkpoints).sort().at(-1)!));
  rmSync(join(run, 'publication.json'));
  const resumed = await runTrainer('--resume', run);
  assert.equal(resumed.code, 0, resumed.output);
  assert.deepEqual(curve(run), whole);
  assert.deepEqual(JSON.parse(readFileSync(timetable, 'utf8')), changes);
});
