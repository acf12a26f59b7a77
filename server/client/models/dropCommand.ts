import { ConfigError, callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { modelCallsOf } from '../activation/calls.ts';
import { callerOf } from '../call.ts';
import { asking, askingUsage } from './common.ts';

const call = `${callOf('models')} drop`;

const usage = `${call} <name/version> [flags]

Drops the vectors of a model that no collection is searched by, before a running server does: there is
no way back to it then, but to activate it.

${askingUsage}`;

const command = { call, settings: z.strictObject(asking), word: 'name/version' };

/** `selfsame models drop`. @throws {SelfsameError} */
export async function drop(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  if (!/^[^/]+\/[^/]+$/.test(told.word))
    throw new ConfigError([`"${told.word}" is no name/version`], call);
  const answer = await modelCallsOf(callerOf(told.settings.url)).drop(told.word);
  if (told.settings.json) return console.log(JSON.stringify(answer));
  console.log(`${answer.deleted} vectors of ${answer.model} are dropped.`);
}
