import { callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { modelCallsOf } from '../activation/calls.ts';
import { waitForModel } from '../activation/waitForModel.ts';
import { callerOf, downloaderOf } from '../call.ts';
import { carryOut } from './carryOut.ts';
import { asking, askingUsage, following, followingUsage } from './common.ts';

const call = `${callOf('models')} activate`;

const usage = `${call} <name>[/version] [flags]

Has a running server take a model into use, while it goes on searching by the one before: both are
compared, every kept picture is embedded by the new one, and then each collection follows in one step.
What is under way is joined, and what was broken off is gone on with. Ctrl-C leaves it to the server.
Exit status 1 where the model is refused.

${followingUsage}
  --force        take it even if it does worse
  --label        field of the metadata that is a picture's class, to compare by as well
  --report       page to write what was compared to
${askingUsage}`;

const command = {
  call,
  settings: z.strictObject({
    ...following,
    force: z.boolean().default(false),
    label: z.string().min(1).optional(),
    report: z.string().min(1).optional(),
    ...asking,
  }),
  word: 'model',
};

/** `selfsame models activate`. @throws {SelfsameError} */
export async function activate(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { url, json, noWait, report, onMissing: on_missing, ...body } = told.settings;
  const calls = modelCallsOf(callerOf(url));
  const model = await waitForModel(calls, told.word);
  await carryOut(() => calls.activate(model, { ...body, on_missing }), {
    ...{ calls, download: downloaderOf(url), json, noWait, report },
  });
}
