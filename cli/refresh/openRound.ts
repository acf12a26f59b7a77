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
import { UnknownCollectionError } from '../../server/errors/collections.ts';
import { latestCheckpoint } from '../../trainer/checkpoint/checkpoint.ts';
import { ModelElsewhereError, NotSearchedError, RoundBegunError } from '../errors.ts';
import { beginRound, lastRound, noteRound, type Round } from './round.ts';
import type { Settings } from './settings.ts';

/** The run of a round. */
export const runOf = ({ folder }: Round) => join(folder, 'run');

/**
 * The round to go on with: the last one, unless it has come to its end, or else a new one. One that
 * was refused is gone on with where the model is to be taken all the same.
 * @param training flags; as long as there is no checkpoint, others take the place of the first ones
 * @throws {RoundBegunError} {@link NotSearchedError} {@link ModelElsewhereError}
 */
export async function openRound(
  calls: ModelCalls,
  work: string,
  settings: Settings,
  training: readonly string[],
): Promise<Round> {
  const last = lastRound(work);
  const isOpen = last?.outcome === null || (last?.outcome === 'refused' && settings.force);
  if (last !== undefined && isOpen) return goOn(last, settings, training);
  const { collection } = settings;
  const before = await searchedBy(calls, collection);
  const models = resolve(settings.models);
  const bundle = await bundleOf(calls, before, models);
  const isPublishedThere = resolve(bundle.dir, '../..') === models;
  const usual = isPublishedThere ? bundle.card.name : collection.toLowerCase();
  return beginRound(work, last, {
    ...{ collection, before, init: bundle.dir, name: settings.modelName ?? usual, models },
    ...{ training: [...training], exported: false, published: null, outcome: null },
  });
}

function goOn(round: Round, settings: Settings, training: readonly string[]): Round {
  const { folder, published } = round;
  const name = settings.modelName ?? round.name;
  const models = resolve(settings.models);
  const isOther = training.length > 0 && training.join() !== round.training.join();
  if (!isOther && name === round.name && models === round.models) return round;
  const run = runOf(round);
  if (published !== null || latestCheckpoint(join(run, 'checkpoints'))) {
    const what = name !== round.name ? '--model-name' : 'folder of models';
    throw new RoundBegunError(folder, isOther ? 'setting of the training' : what);
  }
  rmSync(run, { recursive: true, force: true });
  return noteRound(round, { name, models, ...(isOther && { training: [...training] }) });
}

async function searchedBy(calls: ModelCalls, collection: string): Promise<string> {
  const found = (await calls.collections()).find(({ name }) => name === collection);
  if (found === undefined) throw new UnknownCollectionError(collection);
  if (found.model === null) throw new NotSearchedError(collection);
  return found.model;
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
