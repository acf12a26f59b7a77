import { findBundle, type PixelRule, shippedModels } from '@selfsame/models';
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
import { type JudgedRow, type Judgement, judgementOf } from './judgement.ts';
import { measureViews } from './ownView.ts';

/** Pictures that are measured by where none were kept from training. */
const sampled = 1000;
/** Side of the pictures that are compared as raw pixels. */
const rawSide = 32;
/** The shipped encoder that any other has to be better than. */
const shippedName = 'cifar10-small';

/** A run at its end. */
export interface Trained {
  readonly config: Config;
  readonly plan: Plan;
  readonly scale: PixelScale;
  readonly variables: Arrays;
  /** What is going to be published. */
  readonly graph: Graph;
  /** Pictures that it was trained on, by the encoder's pixel rule: whitening is measured on them. */
  readonly seen: PictureCache;
  /** Paths of the pictures to measure by. */
  readonly paths: readonly string[];
  readonly heldOut: boolean;
}

export interface Judged {
  readonly judgement: Judgement;
  /** name/version of the shipped encoder that was measured beside it. */
  readonly shipped: string | undefined;
}

/**
 * Measures an encoder without labels, beside the same before training, raw pixels, what the run started
 * from and the shipped encoder: how often the picture that is nearest to an augmented view is the
 * one that the view is of. All see the same pictures, each by its own pixel rule, and the same views.
 */
export async function judge(trained: Trained): Promise<Judged> {
  const { config, plan, scale, variables, graph, seen, heldOut } = trained;
  const { module } = plan.encoder;
  const side = inputSize(config);
  const kinds = usualKinds(side);
  const row = async (
    name: string,
    rule: PixelRule,
    embed: Embedder,
    plain?: Graph,
  ): Promise<JudgedRow> => {
    const pictures = await openOnly(trained, rule);
    try {
      const figures = await measureViews(pictures, embed, { name, kinds, seed: config.seed });
      return { name, ...figures, rankMe: plain ? await rankOf(plain, pictures, name) : null };
    } finally {
      pictures.close();
    }
  };
  const ofVariables = async (name: string, own: Arrays, exported?: Graph) => {
    const whitened = exported ?? (await exportEncoder(module, own, scale, seen));
    const plain = encoderGraph(module, side, own, scale);
    return row(name, pixelRule(side, config), embedderOf(whitened), plain);
  };

  const own = await ofVariables(config.name, variables, graph);
  const untrained = initialVariables(module, plan.optimizer, config.seed);
  const small = Math.min(side, rawSide);
  const baselines = [
    await ofVariables('the untrained encoder', untrained),
    await row(`pixels ${small}x${small}`, pixelRule(small, config), rawPixels),
  ];
  const start = await startOf(config);
  if (start) baselines.push(await ofVariables('the start', start));
  const shipped = await findBundle([shippedModels], shippedName).catch(() => undefined);
  const name = shipped && `${shipped.card.name}/${shipped.card.version}`;
  if (shipped !== undefined && shipped.dir !== config.init)
    baselines.push(await row(name!, shipped.card.input, embedderOf(shipped.graphPath)));
  return { judgement: judgementOf(own, baselines, heldOut), shipped: name };
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

const openOnly = ({ config, paths }: Trained, rule: PixelRule): Promise<PictureCache> =>
  openCache({
    folder: config.data,
    rule,
    cacheRoot: config.cache,
    minimum: 1,
    only: new Set(paths),
    limit: sampled,
    hidden: config.hidden,
  });

async function rankOf(plain: Graph, pictures: PictureCache, name: string): Promise<number> {
  const all = [...pictures.paths.keys()];
  return rankMe(await embedderOf(plain)(pictures, all, `${name}: RankMe`));
}
