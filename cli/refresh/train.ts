import { modelName } from '@selfsame/models';
import type { Config } from '../../trainer/config/schema.ts';
import { createRunFolder, openRunFolder } from '../../trainer/run/folder.ts';
import { train } from '../../trainer/training.ts';
import { runOf } from './openRound.ts';
import type { Round } from './round.ts';

/**
 * Trains on the pictures of a round from the weights of the model before, or goes on with that, and
 * publishes what comes of it, once.
 * @param config of a run that is to begin; null where it has
 * @returns name/version of the bundle, or when it was stopped
 * @throws {SelfsameError} as `selfsame train` does
 */
export async function trainRound(
  round: Round,
  config: Config | null,
  stop: AbortSignal,
): Promise<{ readonly published: string } | { readonly stopped: string }> {
  const run = config === null ? openRunFolder(runOf(round)) : createRunFolder(config);
  const outcome = await train(run, stop);
  if ('stopped' in outcome) return outcome;
  return { published: modelName(outcome.bundle.card) };
}
