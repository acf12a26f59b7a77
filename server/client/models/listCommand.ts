import { callOf, formatTable, readCommand } from '@selfsame/models';
import { z } from 'zod';
import type { ModelAnswer } from '../activation/answers.ts';
import { modelCallsOf } from '../activation/calls.ts';
import { standingOf } from '../activation/report.ts';
import { callerOf } from '../call.ts';
import { asking, askingUsage } from './common.ts';

const call = `${callOf('models')} list`;

const usage = `${call} [flags]

Lists the models that a running server has: those that it searches by, those that it can take into
use, and those that it refuses, with the reason. A star marks the one of requests that name none.

${askingUsage}`;

const command = { call, settings: z.strictObject(asking) };

/** `selfsame models list`. @throws {SelfsameError} */
export async function list(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const calls = modelCallsOf(callerOf(told.settings.url));
  const models = await calls.models();
  if (told.settings.json) return console.log(JSON.stringify(models));
  console.log(formatTable([head, ...models.map(cellsOf)]));
  for (const { id, state, error } of models) {
    if (error === null) continue;
    const verb = state === 'rejected' ? 'is rejected' : 'is not what it was';
    console.log(`\n${id} ${verb}: ${error.code}: ${error.message}`);
  }
  for (const { activation } of models)
    if (activation) console.log(`\ntaken into use: ${standingOf(activation)}`);
  for (const { name, model, next } of await calls.collections())
    if (next !== null)
      console.log(`${name} is searched by ${model}, and embedded by ${next} as well`);
}

const head = ['model', 'state', 'collections', 'dimensions', 'device', 'pictures/s', 'created'];

function cellsOf(model: ModelAnswer): string[] {
  const { id, state, collections = [], dimensions, device, created } = model;
  const speed = model.pictures_per_second;
  const date = created === 0 ? '-' : new Date(created * 1000).toISOString().slice(0, 10);
  return [
    model.serving ? `${id} *` : id,
    state,
    collections.join(',') || '-',
    ...[dimensions, device, speed].map((cell) => String(cell ?? '-')),
    date,
  ];
}
