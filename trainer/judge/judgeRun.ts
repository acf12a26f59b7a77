import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrays } from '../arrays.ts';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { NotBetterError } from '../errors.ts';
import type { Comparison } from '../evaluate/compare.ts';
import { formatComparison } from '../evaluate/table.ts';
import { exportEncoder } from '../export/exportEncoder.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { type RunFolder, writeToRun } from '../run/folder.ts';
import type { Plan } from '../run/plan.ts';
import { noteMeasured, readBest } from './best.ts';
import { evaluateTrained } from './evaluateTrained.ts';
import { type Baselines, type Judging, measureBaselines, measureOwn } from './judge.ts';
import { besideOf, type Judgement, judgementFile, judgementOf } from './judgement.ts';
import { seenWhole } from './seenWhole.ts';
import { advice, bestSentence, judgementSentence, judgementTable } from './tell.ts';

/** A run after its last step. */
export interface Finished {
  readonly folder: RunFolder;
  readonly plan: Plan;
  /** The pictures that it was trained on. */
  readonly cache: PictureCache;
  readonly scale: PixelScale;
  readonly variables: Arrays;
  readonly steps: number;
  /** Paths of the pictures that were kept from training. */
  readonly heldOut: readonly string[];
}

/** The encoder as it would be published, and what it is worth; told on stderr, and in the run's folder. */
export interface JudgedRun extends Chosen {
  readonly judgement: Judgement;
  /** In words. */
  readonly sentences: readonly string[];
  /** How it does on the pictures that it is to be evaluated on, if there are such. */
  readonly comparison: Comparison | undefined;
}

/** The checkpoint that is published. */
interface Chosen {
  readonly step: number;
  readonly variables: Arrays;
  readonly graph: Uint8Array;
}

/** @param measured the baselines, where they were measured already */
export async function judgeRun(
  { folder, plan, cache, scale, ...run }: Finished,
  measured?: Baselines,
): Promise<JudgedRun> {
  const { config } = folder;
  const { steps, heldOut } = run;
  const seen = await seenWhole(config, cache);
  try {
    const judging = {
      ...{ config, plan, scale, seen },
      paths: heldOut.length > 0 ? heldOut : cache.paths,
      heldOut: heldOut.length > 0,
    };
    const { row, notes, ...chosen } = await choose(judging, folder, run);
    const { rows, shipped } = measured ?? (await measureBaselines(judging));
    const judgement = judgementOf(row, rows, judging.heldOut);
    const pace = { steps, stepsPerEpoch: plan.stepsPerEpoch, shipped };
    const sentences = [
      ...[judgementSentence(judgement), ...notes],
      ...advice(judgement, config, pace),
    ];
    console.error(`\n${judgementTable(judgement)}\n\n${sentences.join('\n')}\n`);
    const text = `${JSON.stringify(judgement, null, 2)}\n`;
    const file = join(folder.path, judgementFile);
    writeToRun(folder.path, () => writeAtomic(file, (fd) => writeFileSync(fd, text)));
    const comparison = await evaluateTrained({ config, plan, scale }, chosen.graph, seen);
    if (comparison) console.error(`On ${config.evaluate}:\n${formatComparison(comparison)}\n`);
    return { ...chosen, judgement, sentences, comparison };
  } finally {
    seen.close();
  }
}

/**
 * The last checkpoint, or the best one of those that were measured as the run went, where that finds
 * so much more that it is hardly chance, then and when it is measured again.
 */
async function choose(
  judging: Judging,
  folder: RunFolder,
  { variables, steps }: Pick<Finished, 'variables' | 'steps'>,
) {
  const { plan, scale, seen } = judging;
  const measure = async (step: number, weights: Arrays) => {
    const graph = await exportEncoder(plan.encoder.module, weights, scale, seen);
    const row = await measureOwn(judging, weights, graph);
    return { step, variables: weights, graph, row, notes: [] as string[] };
  };
  const last = await measure(steps, variables);
  if (!judging.heldOut) return last;
  noteMeasured(folder, { step: steps, found: last.row.found });
  const best = readBest(folder);
  const isOfThese = best?.found.length === last.row.found.length;
  if (!best || !isOfThese || besideOf(best, last.row) !== 'better') return last;
  const again = await measure(best.step, best.variables);
  if (besideOf(again.row, last.row) !== 'better') return last;
  return { ...again, notes: [bestSentence(again, last)] };
}

/**
 * Lets an encoder through that is better than what there is without it. One that was measured by the
 * pictures that it was trained on, because there are few, is only told of.
 * @throws {NotBetterError}
 */
export function refuseNotBetter({ path, config }: RunFolder, { judgement, sentences }: JudgedRun) {
  if (config.publish === 'anyway' || judgement.isBetter || !judgement.heldOut) return;
  throw new NotBetterError(sentences, path);
}
