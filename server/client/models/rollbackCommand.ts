import { callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import type { ModelAnswer } from '../activation/answers.ts';
import { type ModelCalls, modelCallsOf, modelNamed } from '../activation/calls.ts';
import { callerOf, downloaderOf } from '../call.ts';
import { carryOut } from './carryOut.ts';
import { asking, askingUsage, following, followingUsage } from './common.ts';

const call = `${callOf('models')} rollback`;

const usage = `${call} [<name>[/version]] [flags]

Has the collections that are searched by a model (that of --collections; else the one that serves) go
back to the one before, whose vectors a running server keeps for a while: that is a matter of seconds.

${followingUsage}
${askingUsage}`;

const command = { call, settings: z.strictObject({ ...following, ...asking }), word: 'model?' };

/** `selfsame models rollback`. @throws {SelfsameError} */
export async function rollback(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { url, json, noWait, collections, onMissing: on_missing } = told.settings;
  const calls = modelCallsOf(callerOf(url));
  const models = await calls.models();
  const model =
    told.word === ''
      ? ((await ofCollections(calls, collections)) ?? models.find(({ serving }) => serving)!.id)
      : await searchedBy(calls, told.word, models);
  await carryOut(() => calls.rollback(model, { collections, on_missing }), {
    ...{ calls, download: downloaderOf(url), json, noWait },
  });
}

/** The model that all of some collections are searched by. */
async function ofCollections(
  calls: ModelCalls,
  names: readonly string[] = [],
): Promise<string | undefined> {
  const all = await calls.collections();
  const models = new Set(names.map((name) => all.find((one) => one.name === name)?.model));
  const [model] = models;
  return models.size === 1 ? (model ?? undefined) : undefined;
}

/** A model whose bundle is gone is in no list of models, and collections are searched by it. */
async function searchedBy(
  calls: ModelCalls,
  asked: string,
  models: readonly ModelAnswer[],
): Promise<string> {
  const gone = (await calls.collections()).find(({ model }) => model === asked);
  return gone?.model ?? modelNamed(asked, models);
}
