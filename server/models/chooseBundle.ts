import { dirname } from 'node:path';
import {
  type Bundle,
  callOf,
  findBundle,
  listBundles,
  modelDigest,
  modelName,
} from '@selfsame/models';
import type { Logger } from 'pino';
import type { Config } from '../config/load.ts';
import { NoBundleError } from '../errors/start.ts';
import type { ModelsInUse } from '../store/rows/modelsInUse.ts';

export interface Choice {
  /** For new collections, and for requests that name no model. */
  readonly serving: Bundle;
  /** All that are there: collections go on with theirs. */
  readonly bundles: readonly Bundle[];
  /** The folders that they lie in. */
  readonly folders: readonly string[];
  /** What whoever starts the server should know of it. */
  readonly notice: string | null;
}

/**
 * The bundle to serve: the one asked for; without that the one that was activated last; of those that
 * are there the one that made most of the index's vectors; for an index without vectors, or of
 * other models alone, the one created last.
 */
export async function chooseBundle(
  { models, model }: Pick<Config, 'models' | 'model'>,
  used: ModelsInUse,
  log: Logger,
): Promise<Choice> {
  const asked = model === undefined ? null : await findBundle(models, model);
  const own = asked === null ? [] : [dirname(dirname(asked.dir))];
  const folders = [...new Set([...models, ...own])];
  const { bundles, broken } = await listBundles(folders);
  for (const { dir, error } of broken) log.warn({ dir, reason: error.message }, 'bundle left out');
  if (asked !== null) return { serving: asked, bundles, folders, notice: null };
  const byAge = bundles.toSorted((a, b) => a.card.created.localeCompare(b.card.created));
  const newest = byAge.at(-1);
  if (newest === undefined) throw new NoBundleError(models.join(' or '), broken);
  const serving = inUse(byAge, used) ?? newest;
  const name = modelName(newest.card);
  const isNewest = modelDigest(serving.card) === modelDigest(newest.card);
  const notice = isNewest
    ? null
    : `${name} is newer than ${modelName(serving.card)}, which is in use here and goes on serving. To take it into use: ${callOf('models')} activate ${name}`;
  return { serving, bundles, folders, notice };
}

/** The bundle that serves, or made most of the vectors, if any did. @param byAge the newest last */
function inUse(
  byAge: readonly Bundle[],
  { serving, servingName, vectors }: ModelsInUse,
): Bundle | undefined {
  const noted = byAge.filter(({ card }) => modelDigest(card) === serving);
  const [first] = noted;
  if (first !== undefined)
    return noted.find(({ card }) => modelName(card) === servingName) ?? first;
  const madeBy = ({ card }: Bundle) => vectors.get(modelDigest(card)) ?? 0;
  const most = Math.max(...byAge.map(madeBy));
  return most === 0 ? undefined : byAge.findLast((one) => madeBy(one) === most);
}
