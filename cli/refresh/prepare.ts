import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCalls } from '../../server/client/activation/calls.ts';
import type { Call } from '../../server/client/call.ts';
import { listItems } from '../../server/client/pictures/items.ts';
import type { Config } from '../../trainer/config/schema.ts';
import { checkEncoder } from '../../trainer/init/initialise.ts';
import { readInit } from '../../trainer/init/readInit.ts';
import { readOrder } from '../../trainer/init/readOrder.ts';
import { createEncoder } from '../../trainer/nn/encoders.ts';
import { configFile } from '../../trainer/run/folder.ts';
import { CollectionSmallError } from '../errors.ts';
import { checkModelsFolder } from './modelsFolder.ts';
import { type Opened, runOf } from './openRound.ts';
import type { Round } from './round.ts';

/**
 * Sees that a round can be done, before pictures are written, decoded and learned from: the server
 * looks where it publishes, the settings go together, the weights fit, and there is a batch.
 * @param pictures folder of them
 * @returns what it trains with; null where that has begun, and goes on with its own
 * @throws {SelfsameError}
 */
export async function prepare(
  { round, anew }: Opened,
  pictures: string,
  { call, calls, url }: { call: Call; calls: ModelCalls; url: string },
): Promise<Config | null> {
  if (round.published !== null) return null;
  await checkModelsFolder(calls, round.models, url);
  if (!anew && existsSync(join(runOf(round), configFile))) return null;
  const config = await configOf(round, pictures);
  checkEncoder(await readInit(round.init), createEncoder(config.encoder, config.size));
  if (!round.exported) await checkBatch(call, round.collection, config.batch);
  return config;
}

async function configOf(round: Round, pictures: string): Promise<Config> {
  const { training, init, name, models } = round;
  const flags = { data: pictures, init, name, run: runOf(round), models };
  const order = await readOrder([
    ...training,
    // The comparison with the model before decides, on the server's own pictures.
    '--publish=anyway',
    ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
  ]);
  if (order === null || 'resume' in order) throw new TypeError('no run to begin');
  return order.config;
}

/** @throws {CollectionSmallError} where fewer pictures are kept than a batch has */
async function checkBatch(call: Call, collection: string, batch: number): Promise<void> {
  let kept = 0;
  for await (const items of listItems(call, collection)) {
    kept += items.filter(({ image }) => image !== null).length;
    if (kept >= batch) return;
  }
  throw new CollectionSmallError(collection, kept, batch);
}
