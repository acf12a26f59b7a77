import { callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import type { MissingAnswer } from '../activation/answers.ts';
import { modelCallsOf, modelNamed } from '../activation/calls.ts';
import { namedText } from '../activation/report.ts';
import { callerOf } from '../call.ts';
import { asking, askingUsage } from './common.ts';

const call = `${callOf('models')} missing`;

const usage = `${call} <name>[/version] [flags]

Tells what each collection would lack by a model: of how many items a running server keeps no picture
that the model could embed. Changes nothing.

${askingUsage}`;

const command = { call, settings: z.strictObject(asking), word: 'model' };

/** `selfsame models missing`. @throws {SelfsameError} */
export async function missing(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const calls = modelCallsOf(callerOf(told.settings.url));
  const found = await calls.missing(modelNamed(told.word, await calls.models()));
  if (told.settings.json) return console.log(JSON.stringify(found));
  if (found.length === 0) return console.log('No collection would follow.');
  for (const one of found) for (const line of linesOf(one)) console.log(line);
}

function linesOf({ collection, embeddable, vectors, unkept, ...one }: MissingAnswer): string[] {
  const kinds = [
    ['put in as vectors', vectors],
    ['without a kept picture', unkept],
    ['with a preview that is smaller than what the model sees', one.small_previews],
  ] as const;
  return [
    `${collection}: ${embeddable} to embed`,
    ...kinds.flatMap(([what, named]) =>
      named.count > 0 ? [`  ${what}: ${namedText(named)}`] : [],
    ),
  ];
}
