import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { modelName } from '@selfsame/models';
import { readOrder } from '../../trainer/init/readOrder.ts';
import {
  configFile,
  createRunFolder,
  openRunFolder,
  type RunFolder,
} from '../../trainer/run/folder.ts';
import { train } from '../../trainer/training.ts';
import { runOf } from './openRound.ts';
import type { Round } from './round.ts';

/**
 * Trains on the pictures of a round from the weights of the model before, or goes on with that, and
 * publishes what comes of it, once.
 * @param pictures folder of them
 * @returns name/version of the bundle, or when it was stopped
 * @throws {SelfsameError} as `selfsame train` does
 */
export async function trainRound(
  round: Round,
  pictures: string,
  stop: AbortSignal,
): Promise<{ readonly published: string } | { readonly stopped: string }> {
  const outcome = await train(await folderOf(round, pictures), stop);
  if ('stopped' in outcome) return outcome;
  return { published: modelName(outcome.bundle.card) };
}

async function folderOf(round: Round, pictures: string): Promise<RunFolder> {
  const run = runOf(round);
  if (existsSync(join(run, configFile))) return openRunFolder(run);
  const { training, init, name, models } = round;
  const flags = { data: pictures, init, name, run, models };
  const order = await readOrder([
    ...training,
    // The comparison with the model before decides, on the server's own pictures.
    '--publish=anyway',
    ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
  ]);
  if (order === null || 'resume' in order) throw new TypeError('no run to begin');
  return createRunFolder(order.config);
}
