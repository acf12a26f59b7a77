import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrays } from '../arrays.ts';
import type { Config } from '../config/schema.ts';
import { openCache, type PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { NotBetterError } from '../errors.ts';
import type { Comparison } from '../evaluate/compare.ts';
import { formatComparison } from '../evaluate/table.ts';
import { exportEncoder } from '../export/exportEncoder.ts';
import { whiteningPictures } from '../export/whitening.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { type RunFolder, writeToRun } from '../run/folder.ts';
import { inputSize, type Plan, pixelRule, sourceSize } from '../run/plan.ts';
import { evaluateTrained } from './evaluateTrained.ts';
import { judge } from './judge.ts';
import { type Judgement, judgementFile } from './judgement.ts';
import { advice, judgementSentence, judgementTable } from './tell.ts';

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
export interface JudgedRun {
  readonly graph: Uint8Array;
  readonly judgement: Judgement;
  /** In words. */
  readonly sentences: readonly string[];
  /** How it does on the pictures that it is to be evaluated on, if there are such. */
  readonly comparison: Comparison | undefined;
}

export async function judgeRun({
  folder,
  plan,
  cache,
  scale,
  ...run
}: Finished): Promise<JudgedRun> {
  const { config } = folder;
  const { variables, steps, heldOut } = run;
  const seen = await seenWhole(config, cache);
  try {
    const graph = await exportEncoder(plan.encoder.module, variables, scale, seen);
    const { judgement, shipped } = await judge({
      ...{ config, plan, scale, variables, graph, seen },
      paths: heldOut.length > 0 ? heldOut : cache.paths,
      heldOut: heldOut.length > 0,
    });
    const pace = { steps, stepsPerEpoch: plan.stepsPerEpoch, shipped };
    const sentences = [judgementSentence(judgement), ...advice(judgement, config, pace)];
    console.error(`\n${judgementTable(judgement)}\n\n${sentences.join('\n')}\n`);
    const text = `${JSON.stringify(judgement, null, 2)}\n`;
    const file = join(folder.path, judgementFile);
    writeToRun(folder.path, () => writeAtomic(file, (fd) => writeFileSync(fd, text)));
    const comparison = await evaluateTrained({ config, plan, scale }, graph, seen);
    if (comparison) console.error(`On ${config.evaluate}:\n${formatComparison(comparison)}\n`);
    return { graph, judgement, sentences, comparison };
  } finally {
    seen.close();
  }
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

/** Pictures as the encoder sees them: whole, where training crops its views from larger ones. */
async function seenWhole(config: Config, cache: PictureCache): Promise<PictureCache> {
  if (sourceSize(config) === inputSize(config)) return { ...cache, close() {} };
  return openCache({
    folder: config.data,
    rule: pixelRule(inputSize(config), config),
    cacheRoot: config.cache,
    minimum: 1,
    only: new Set(cache.paths),
    limit: whiteningPictures,
    hidden: config.hidden,
  });
}
