import { modelName, toFlag } from '@selfsame/models';
import { bundleSettings } from '../config/bundleSettings.ts';
import { type NewRun, readTrain, type TrainOrder } from '../config/readTrain.ts';
import type { Config } from '../config/schema.ts';
import { isTorchFile } from '../torch/isTorchFile.ts';
import { torchSettings } from '../torch/torchSettings.ts';
import { checkUnchanged } from './checkUnchanged.ts';
import { findInit } from './findInit.ts';

/** What --init is told where a run is to start from nothing. */
const none = 'none';

/**
 * What `npm run train` was told, with --init as a path and, where that is a bundle's, with the
 * bundle's settings, or a PyTorch checkpoint's network, in the place of defaults; tells on stderr which.
 * @throws {ConfigError} and what `findInit` throws
 */
export async function readOrder(args: readonly string[]): Promise<TrainOrder> {
  const order = readTrain(args);
  if (order === null) return null;
  if ('resume' in order) {
    checkUnchanged(order);
    return order;
  }
  const { init } = order.config;
  if (init === undefined) return order;
  if (init === none) return changed(order, withoutInit);
  const { path, bundle } = await findInit(init, order.config.models);
  const place = (config: Config) => ({ ...config, init: path });
  if (bundle === undefined && !isTorchFile(path)) return changed(order, place);
  const taken = bundle
    ? bundleSettings(bundle.card, order.chosen)
    : await torchSettings(path, order.chosen);
  const flags = Object.entries(taken).map(([key, value]) => `${toFlag(key)} ${value}`);
  console.error(`init: ${[bundle ? modelName(bundle.card) : path, ...flags].join(' ')}`);
  const over: NewRun['over'] = (standIns) => order.over({ ...standIns, ...taken });
  const chosen = { ...taken, ...order.chosen };
  return changed({ ...order, over, chosen, config: over({}) }, place);
}

/** The same order, of which every config that comes is changed. */
const changed = (order: NewRun, change: (config: Config) => Config): NewRun => ({
  ...order,
  config: change(order.config),
  over: (standIns) => change(order.over(standIns)),
});

function withoutInit({ init: _, ...config }: Config): Config {
  return config;
}
