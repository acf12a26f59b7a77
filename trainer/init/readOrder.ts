import { modelName, toFlag } from '@selfsame/models';
import { bundleSettings } from '../config/bundleSettings.ts';
import { readTrain } from '../config/readTrain.ts';
import type { Config } from '../config/schema.ts';
import { findInit } from './findInit.ts';

/** A new run, or the folder of one to go on with; null where help was asked for. */
export type Order =
  | { readonly config: Config }
  | { readonly resume: string; readonly publish?: Config['publish'] }
  | null;

/**
 * What `npm run train` was told, with --init as a path and, where that is a bundle's, with the
 * bundle's settings in the place of defaults; tells on stderr which.
 * @throws {ConfigError} and what `findInit` throws
 */
export async function readOrder(args: readonly string[]): Promise<Order> {
  const order = readTrain(args);
  if (order === null || 'resume' in order || order.config.init === undefined) return order;
  const { path, bundle } = await findInit(order.config.init, order.config.models);
  if (bundle === undefined) return { config: { ...order.config, init: path } };
  const taken = bundleSettings(bundle.card, order.chosen);
  const flags = Object.entries(taken).map(([key, value]) => `${toFlag(key)} ${value}`);
  console.error(`init: ${[modelName(bundle.card), ...flags].join(' ')}`);
  return { config: { ...order.over(taken), init: path } };
}
