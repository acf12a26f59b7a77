import { evenly } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import { partOf } from '../data/part.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { embedderOf } from '../evaluate/measure.ts';
import { topK } from '../evaluate/topK.ts';
import { makeTwoViews, usualKinds } from '../evaluate/views.ts';
import { exportEncoder } from '../export/exportEncoder.ts';
import type { RunFolder } from '../run/folder.ts';
import { inputSize, type Plan } from '../run/plan.ts';
import type { RunState } from '../run/state.ts';
import { keepMeasured } from './best.ts';
import { type Baselines, measureBaselines, openOnly } from './judge.ts';
import { createRhythm } from './rhythm.ts';
import { seenWhole } from './seenWhole.ts';

/** Pictures that whitening is measured on: at the end it is more, and each row again. */
const whitened = 1000;

/** Measures a run as it goes, by the pictures that are kept from training. */
export interface Along {
  /** What there is without training, as it is measured at the end; undefined before the first time. */
  readonly baselines: Baselines | undefined;
  /** Measures a checkpoint where it is time to. @returns whether it did */
  measure(state: RunState): Promise<boolean>;
  close(): void;
}

/** @param cache the pictures that are trained on; @param heldOut paths of those that are not */
export function createAlong(
  folder: RunFolder,
  plan: Plan,
  scale: PixelScale,
  cache: PictureCache,
  heldOut: readonly string[],
): Along {
  const { config } = folder;
  const { module } = plan.encoder;
  const rhythm = createRhythm(plan.schedule.totalSteps);
  let prepared: Awaited<ReturnType<typeof prepare>> | undefined;

  async function prepare() {
    const seen = await seenWhole(config, cache);
    const judging = { config, plan, scale, seen, paths: heldOut, heldOut: true, quiet: true };
    const began = performance.now();
    const baselines = await measureBaselines(judging);
    // Each of its rows takes a little longer than a checkpoint does.
    const cost = (performance.now() - began) / 1000 / baselines.rows.length;
    const pictures = await openOnly(judging, seen.rule);
    const all = [...pictures.paths.keys()];
    const kinds = usualKinds(inputSize(config));
    const [views] = await makeTwoViews(pictures, all, config.seed, kinds);
    const sample = partOf(seen, Array.from(evenly(seen.count, whitened)));
    const find = async (variables: RunState['variables']) => {
      const graph = await exportEncoder(module, variables, scale, sample, true);
      const embed = embedderOf(graph);
      const bank = await embed(pictures, all, undefined);
      const nearest = await topK(bank, await embed(views, all, undefined), 1);
      return nearest.map(({ indices }, i) => indices[0] === i);
    };
    const close = () => {
      pictures.close();
      seen.close();
    };
    return { baselines, find, close, cost };
  }

  return {
    get baselines() {
      return prepared?.baselines;
    },
    async measure(state) {
      const { step, seconds, variables } = state;
      if (!rhythm.mayBeDue(step)) return false;
      prepared ??= await prepare();
      if (!rhythm.isDue(step, seconds, prepared.cost)) return false;
      const asked = performance.now();
      const found = await prepared.find(variables);
      prepared.cost = (performance.now() - asked) / 1000;
      rhythm.took(prepared.cost, step);
      keepMeasured(folder, plan, state, { step, found });
      return true;
    },
    close() {
      prepared?.close();
    },
  };
}
