import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Bundle,
  BundleNotFoundError,
  findBundle,
  modelDigest,
  modelFolders,
} from '@selfsame/models';
import type { ModelCalls } from '../../server/client/activation/calls.ts';
import { latestCheckpoint } from '../../trainer/checkpoint/checkpoint.ts';
import { ModelElsewhereError, RoundBegunError, WorkOfOtherError } from '../errors.ts';
import { lastRound, nextRound, noteRound, type Round } from './round.ts';
import type { Settings } from './settings.ts';

/** The run of a round. */
export const runOf = ({ folder }: Round) => join(folder, 'run');

/** A round that is to be gone on with or begun. */
export interface Opened {
  readonly round: Round;
  /** Whether its notes, and a run that has not come to a checkpoint, are to be written anew. */
  readonly anew: boolean;
}

/**
 * The round to go on with: the last one, unless it has come to its end, or else a new one. One that
 * was refused is gone on with where the model is to be taken all the same. Writes nothing.
 * @param before the model that the collection is searched by: name/version
 * @param training flags; as long as there is no checkpoint, others take the place of the first ones
 * @throws {WorkOfOtherError} {@link RoundBegunError} {@link ModelElsewhereError}
 */
export async function openRound(
  calls: ModelCalls,
  work: string,
  before: string,
  settings: Settings,
  training: readonly string[],
): Promise<Opened> {
  const { collection } = settings;
  const last = lastRound(work);
  if (last !== undefined && last.collection !== collection)
    throw new WorkOfOtherError(work, last.collection, collection);
  const isOpen = last?.outcome === null || (last?.outcome === 'refused' && settings.force);
  if (last !== undefined && isOpen) return goOn(last, settings, training);
  const models = resolve(settings.models);
  const bundle = await bundleOf(calls, before, models);
  const isPublishedThere = resolve(bundle.dir, '../..') === models;
  const usual = isPublishedThere ? bundle.card.name : collection.toLowerCase();
  const round = nextRound(work, {
    ...{ collection, before, init: bundle.dir, name: settings.modelName ?? usual, models },
    ...{ training: [...training], exported: false, published: null, outcome: null },
  });
  return { round, anew: true };
}

function goOn(round: Round, settings: Settings, training: readonly string[]): Opened {
  const { folder, published } = round;
  const name = settings.modelName ?? round.name;
  const models = resolve(settings.models);
  const isOther = training.length > 0 && training.join() !== round.training.join();
  if (!isOther && name === round.name && models === round.models) return { round, anew: false };
  if (published !== null || latestCheckpoint(join(runOf(round), 'checkpoints'))) {
    const what = name !== round.name ? '--model-name' : 'folder of models';
    throw new RoundBegunError(folder, isOther ? 'setting of the training' : what);
  }
  const changed = { ...round, name, models, ...(isOther && { training: [...training] }) };
  return { round: changed, anew: true };
}

/** Writes what was opened, where that is to be. @throws {RoundUnwritableError} */
export function keepOpened({ round, anew }: Opened): void {
  if (!anew) return;
  rmSync(runOf(round), { recursive: true, force: true });
  noteRound(round);
}

/** The bundle of a model of the server, where this command finds it too. */
async function bundleOf(calls: ModelCalls, model: string, models: string): Promise<Bundle> {
  const { digest } = (await calls.models()).find(({ id }) => id === model) ?? {};
  const folders = [...new Set([models, ...modelFolders()])];
  for (const folder of folders) {
    const bundle = await findBundle(folder, model).catch((error: unknown) => {
      if (error instanceof BundleNotFoundError) return null;
      throw error;
    });
    if (bundle !== null && modelDigest(bundle.card) === digest) return bundle;
  }
  throw new ModelElsewhereError(model, folders);
}
