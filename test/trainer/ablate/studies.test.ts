import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRuns } from '../../../trainer/ablate/runs.ts';
import { type StudyName, studies } from '../../../trainer/ablate/studies.ts';
import { removals } from '../../../trainer/augment/without.ts';
import { checkConfig, presetOf } from '../../../trainer/config/load.ts';
import { listOf } from '../../../trainer/config/schema.ts';
import { planRun } from '../../../trainer/run/plan.ts';

const names = Object.keys(studies) as StudyName[];
const scale = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
const baseOf = (preset: string) => checkConfig({ ...presetOf({ preset }), data: 'x', preset });
const listed = (preset: string, studies = names, dataset = 'd') =>
  listRuns(baseOf(preset), { studies, seeds: 2, steps: 100, folder: 'runs', dataset });

for (const preset of ['small', 'cifar']) {
  test(`every arm of every study can be trained from ${preset}`, () => {
    for (const { config } of listed(preset)) {
      const { step, schedule } = planRun(config, 50_000, scale);
      assert.ok(step.metrics.length > 0);
      assert.equal(schedule.totalSteps, config.steps);
      assert.ok(schedule.warmupSteps < schedule.totalSteps);
    }
  });
}

test('arms of a study differ, and every study has the base among them', () => {
  const base = listed('small', ['loss-terms'])[0]!.config.run;
  for (const name of names) {
    const runs = listed('small', [name]).filter(({ config }) => config.seed === 1);
    assert.equal(new Set(runs.map(({ config }) => config.run)).size, runs.length, name);
    assert.equal(runs[0]!.arm.series, 'Barlow Twins');
    assert.ok(
      runs.some(({ config }) => config.run === base),
      name,
    );
  }
});

test('runs of every batch see equally many pictures', () => {
  const runs = listed('small', ['batch-size']);
  const seen = runs.map(({ config }) => config.steps! * config.batch);
  assert.ok(runs.some(({ config }) => config.batch !== 128));
  assert.deepEqual(new Set(seen), new Set([100 * 128]));
});

test('the learning rate of a batch goes with its square root', () => {
  const rates = listed('cifar', ['batch-size']).map(({ config }) => {
    const { schedule } = planRun(config, 50_000, scale);
    return schedule.peak / Math.sqrt(config.batch);
  });
  for (const rate of rates) assert.ok(Math.abs(rate / (0.01 / 16) - 1) < 1e-6, String(rate));
});

test('every first seed comes before any second one', () => {
  const seeds = listed('small').map(({ config }) => config.seed);
  assert.deepEqual(seeds, [...seeds].sort());
});

test('other pictures are other runs, another number of threads is not', () => {
  const folder = (dataset: string, threads: number) => {
    const base = checkConfig({
      ...presetOf({ preset: 'small' }),
      data: 'x',
      preset: 'small',
      threads,
    });
    const options = { studies: names, seeds: 1, steps: 100, folder: 'runs', dataset };
    return listRuns(base, options)[0]!.config.run;
  };
  assert.equal(folder('d', 1), folder('d', 2));
  assert.notEqual(folder('d', 1), folder('e', 1));
});

test('every claim is of arms that its study has', () => {
  const base = baseOf('small');
  for (const study of Object.values(studies)) {
    const places = study.arms(base).map(({ series, x }) => `${series} ${x}`);
    const claims = study.claims(base);
    assert.ok(claims.length > 0);
    for (const { text, difference } of claims) {
      const asked: string[] = [];
      const figures = { accuracy: 0.5, rankMe: 10, spread: 0.9 };
      const made = difference((series, x) => {
        asked.push(`${series} ${x}`);
        return figures;
      });
      assert.ok(asked.length > 0 && Number.isFinite(made), text);
      for (const place of asked) assert.ok(places.includes(place), `${text}: ${place}`);
    }
  }
});

test('all but the crop are all the others, by the names that --without takes', () => {
  const [kept] = studies.augmentations
    .arms(baseOf('small'))
    .filter(({ x }) => x === 'all but crop');
  const left = listOf(kept!.settings.without!);
  assert.deepEqual(left, Object.keys(removals).slice(1));
  assert.ok(!left.includes('crop'));
});

test('what was published names its source, and places that the plot has', () => {
  for (const study of Object.values(studies)) {
    assert.match(study.published.source, /arXiv \d{4}\.\d{5}, table/);
    for (const points of Object.values(study.published.series)) assert.ok(points.length > 0);
  }
});
