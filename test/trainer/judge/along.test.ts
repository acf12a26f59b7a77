import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkConfig } from '../../../trainer/config/load.ts';
import { openCache } from '../../../trainer/data/cache.ts';
import { partOf } from '../../../trainer/data/part.ts';
import { measurePixels } from '../../../trainer/data/pixelScale.ts';
import { createAlong } from '../../../trainer/judge/along.ts';
import { forgetMeasured, readBest, readMeasured } from '../../../trainer/judge/best.ts';
import { holdOut } from '../../../trainer/judge/holdOut.ts';
import { foundShare } from '../../../trainer/judge/judgement.ts';
import { createRhythm } from '../../../trainer/judge/rhythm.ts';
import { createRunFolder } from '../../../trainer/run/folder.ts';
import { pixelRule, planRun } from '../../../trainer/run/plan.ts';
import { freshState } from '../../../trainer/run/state.ts';
import { makePictures } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-along-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('a checkpoint is measured as the untrained encoder is, and the best one is kept', async () => {
  const data = await makePictures(join(root, 'pictures'), 40);
  const settings = { size: 16, batch: 16, steps: 100, projectorWidth: 32, heldOut: 20 };
  const places = { data, cache: join(root, 'cache'), run: join(root, 'run') };
  const folder = createRunFolder(checkConfig({ ...settings, ...places }));
  const { config } = folder;
  const all = await openCache({
    ...{ folder: data, rule: pixelRule(16, config), cacheRoot: config.cache, minimum: 1 },
  });
  const { trained, heldOut } = holdOut(config, all.count);
  const cache = partOf(all, trained);
  const scale = measurePixels(cache);
  const plan = planRun(config, cache.count, scale);
  const paths = heldOut.map((i) => all.paths[i]!);
  const along = createAlong(folder, plan, scale, cache, paths);
  // As of a run that takes so long that there is time to measure it.
  const fresh = { ...freshState(folder, plan, cache.digest), seconds: 3000 };
  try {
    assert.equal(await along.measure({ ...fresh, step: 20 }), true);
    const [untrained] = along.baselines!.rows;
    assert.ok(foundShare(untrained!) > 0.05, `${foundShare(untrained!)}`);
    assert.deepEqual(readMeasured(folder), [{ step: 20, found: untrained!.found }]);
    assert.equal(await along.measure({ ...fresh, step: 21 }), false, 'too soon');

    const nothing = Object.entries(fresh.variables).map(([name, values]) => [
      name,
      values.map((value) => (name.startsWith('weight/') ? 0 : value)),
    ]);
    const dead = { ...fresh, variables: Object.fromEntries(nothing), step: 50 };
    assert.equal(await along.measure(dead), true);
    const [, second] = readMeasured(folder);
    assert.ok(foundShare(second!) <= 0.05, 'of weights that are zero all pictures are one');
    const best = readBest(folder)!;
    assert.deepEqual([best.step, best.found], [20, untrained!.found]);
    const [name] = Object.keys(best.variables);
    assert.deepEqual(best.variables[name!], fresh.variables[name!]);

    forgetMeasured(folder, 30);
    assert.equal(readMeasured(folder).length, 1);
    assert.equal(readBest(folder)?.step, 20);
    forgetMeasured(folder, 10);
    assert.deepEqual([readMeasured(folder), readBest(folder)], [[], undefined]);
  } finally {
    along.close();
    all.close();
  }
});

test('measuring takes its share of the time and no more, and is spread over the steps', () => {
  const measuredAt = (cost: number, total: number, perStep: number) => {
    const rhythm = createRhythm(total);
    const steps: number[] = [];
    for (let step = 100; step <= total; step += 100) {
      if (!rhythm.mayBeDue(step) || !rhythm.isDue(step, perStep * step, cost)) continue;
      rhythm.took(cost, step);
      steps.push(step);
    }
    return steps;
  };
  // 1,000 s: 40 s are its share.
  assert.deepEqual(measuredAt(1, 1000, 1), [100, 200, 300, 400, 500, 600, 700, 800, 900]);
  assert.deepEqual(measuredAt(12, 1000, 1), [300, 600, 800]);
  assert.deepEqual(measuredAt(41, 1000, 1), []);
  assert.ok(measuredAt(0.001, 100_000, 1).length <= 10);
});
