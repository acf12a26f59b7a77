import { type Bundle, findBundle, listBundles, modelDigest, modelName } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Config } from './config/load.ts';
import { NoBundleError } from './errors/start.ts';
import { vectorsByModel } from './store/rows/vectorsByModel.ts';

export interface Choice {
  readonly bundle: Bundle;
  /** What whoever starts the server should know of it. */
  readonly notice: string | null;
}

/**
 * The bundle to serve: the one asked for; without that, of those that are there the one that made
 * most of the data folder's vectors, so that they go on being searched when a newer one arrives; for
 * a folder without vectors, or of other models alone, the one created last.
 */
export async function chooseBundle(config: Config, log: Logger): Promise<Choice> {
  const { models, model, data } = config;
  if (model !== undefined) return { bundle: await findBundle(models, model), notice: null };
  const { bundles, broken } = await listBundles(models);
  for (const { dir, error } of broken) log.warn({ dir, reason: error.message }, 'bundle left out');
  const byAge = bundles.toSorted((a, b) => a.card.created.localeCompare(b.card.created));
  const newest = byAge.at(-1);
  if (newest === undefined) throw new NoBundleError(models.join(' or '), broken);
  const choice = forVectors(byAge, newest, vectorsByModel(data));
  if (choice.notice !== null) log.warn({ model: modelName(choice.bundle.card) }, choice.notice);
  return choice;
}

/** @param byAge all bundles, the newest last */
function forVectors(
  byAge: readonly Bundle[],
  newest: Bundle,
  vectors: ReadonlyMap<string, number>,
): Choice {
  const all = vectors.values().reduce((sum, n) => sum + n, 0);
  const madeBy = ({ card }: Bundle) => vectors.get(modelDigest(card)) ?? 0;
  const most = Math.max(...byAge.map(madeBy));
  if (most === 0) {
    const others = `The data folder holds ${all} vectors, all of models that are not here: they are kept, and not searched by ${modelName(newest.card)}.`;
    return { bundle: newest, notice: all === 0 ? null : others };
  }
  const bundle = byAge.findLast((one) => madeBy(one) === most)!;
  if (modelDigest(bundle.card) === modelDigest(newest.card))
    return { bundle: newest, notice: null };
  const name = modelName(newest.card);
  const notice = `${name} is newer and is not served: ${most} vectors of the data folder are of ${modelName(bundle.card)}. To serve it, and search only what is put in with it: --model ${name}`;
  return { bundle, notice };
}
