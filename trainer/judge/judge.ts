import { defaultModel, findBundle, type PixelRule, shippedModels } from '@selfsame/models';
import type { Arrays } from '../arrays.ts';
import type { Config } from '../config/schema.ts';
import { openCache, type PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import type { Embedder, Graph } from '../evaluate/embed.ts';
import { embedderOf } from '../evaluate/measure.ts';
import { rankMe } from '../evaluate/rankme.ts';
import { rawPixels } from '../evaluate/rawPixels.ts';
import { usualKinds } from '../evaluate/views.ts';
import { encoderGraph } from '../export/encoderGraph.ts';
import { exportEncoder } from '../export/exportEncoder.ts';
import { readInit } from '../init/readInit.ts';
import { inputSize, type Plan, pixelRule } from '../run/plan.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { type JudgedRow, untrainedName } from './judgement.ts';
import { measureViews } from './ownView.ts';

/** Pictures that are measured by where none were kept from training. */
const sampled = 1000;
/** Side of the pictures that are compared as raw pixels. */
const rawSide = 32;

/** What encoders of a run are measured by. */
export interface Judging {
  readonly config: Config;
  readonly plan: Plan;
  readonly scale: PixelScale;
  /** Pictures that it was trained on, by the encoder's pixel rule: whitening is measured on them. */
  readonly seen: PictureCache;
  /** Paths of the pictures to measure by. */
  readonly paths: readonly string[];
  readonly heldOut: boolean;
  /** Without progress bars. */
  readonly quiet?: boolean;
}

/** What there is without the training that is judged. */
export interface Baselines {
  readonly rows: readonly JudgedRow[];
  /** name/version of the shipped encoder among them. */
  readonly shipped: string | undefined;
}

/**
 * Measures an encoder without labels: how often the picture that is nearest to an augmented view is
 * the one that the view is of.
 * @param exported what would be published of the weights
 */
export function measureOwn(
  judging: Judging,
  variables: Arrays,
  exported: Graph,
): Promise<JudgedRow> {
  return ofVariables(judging, judging.config.name, variables, exported);
}

/**
 * The same of the encoder before training, of raw pixels, of what the run started from and of the
 * shipped encoder. All see the same pictures, each by its own pixel rule, and the same views; those
 * that have weights are whitened on the same pictures.
 */
export async function measureBaselines(judging: Judging): Promise<Baselines> {
  const { config, plan } = judging;
  const side = Math.min(inputSize(config), rawSide);
  const untrained = initialVariables(plan.encoder.module, plan.optimizer, config.seed);
  const rows = [
    await ofVariables(judging, untrainedName, untrained),
    await rowOf(judging, `pixels ${side}x${side}`, pixelRule(side, config), rawPixels),
  ];
  const start = await startOf(config);
  if (start) rows.push(await ofVariables(judging, 'the start', start));
  const shipped = await findBundle([shippedModels], defaultModel).catch(() => undefined);
  const name = shipped && `${shipped.card.name}/${shipped.card.version}`;
  if (shipped !== undefined && shipped.dir !== config.init)
    rows.push(await rowOf(judging, name!, shipped.card.input, embedderOf(shipped.graphPath)));
  return { rows, shipped: name };
}

async function ofVariables(judging: Judging, name: string, own: Arrays, exported?: Graph) {
  const { config, plan, scale, seen, quiet } = judging;
  const { module } = plan.encoder;
  const side = inputSize(config);
  const whitened = exported ?? (await exportEncoder(module, own, scale, seen, quiet));
  const plain = encoderGraph(module, side, own, scale);
  return rowOf(judging, name, pixelRule(side, config), embedderOf(whitened), plain);
}

async function rowOf(
  judging: Judging,
  name: string,
  rule: PixelRule,
  embed: Embedder,
  plain?: Graph,
): Promise<JudgedRow> {
  const { config, quiet } = judging;
  const pictures = await openOnly(judging, rule);
  const label = quiet ? undefined : name;
  try {
    const options = { name: label, kinds: usualKinds(inputSize(config)), seed: config.seed };
    const figures = await measureViews(pictures, embed, options);
    return { name, ...figures, rankMe: plain ? await rankOf(plain, pictures, label) : null };
  } finally {
    pictures.close();
  }
}

/** Undefined where it started fresh, or where that has gone since. */
async function startOf({ init }: Config): Promise<Arrays | undefined> {
  if (init === undefined) return undefined;
  try {
    return (await readInit(init)).variables;
  } catch (error) {
    console.error(`not measured beside what it started from: ${(error as Error).message}`);
    return undefined;
  }
}

/** The pictures to measure by. */
export const openOnly = (
  { config, paths }: Pick<Judging, 'config' | 'paths'>,
  rule: PixelRule,
): Promise<PictureCache> =>
  openCache({
    folder: config.data,
    rule,
    cacheRoot: config.cache,
    minimum: 1,
    only: new Set(paths),
    limit: sampled,
    hidden: config.hidden,
  });

async function rankOf(plain: Graph, pictures: PictureCache, name: string | undefined) {
  const all = [...pictures.paths.keys()];
  return rankMe(await embedderOf(plain)(pictures, all, name && `${name}: RankMe`));
}
