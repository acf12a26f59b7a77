import { callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { NoActivationError } from '../../errors/client.ts';
import type { ActivationAnswer } from '../activation/answers.ts';
import { type ModelCalls, modelCallsOf, underWay } from '../activation/calls.ts';
import { standingOf } from '../activation/report.ts';
import { callerOf } from '../call.ts';
import { asking, askingUsage } from './common.ts';

/** A command that does something with the activation that is under way. */
function jobCommand(
  name: string,
  about: string,
  act: (calls: ModelCalls, id: string) => Promise<ActivationAnswer>,
): (args: readonly string[]) => Promise<void> {
  const call = `${callOf('models')} ${name}`;
  return async (args) => {
    const told = readCommand({ call, settings: z.strictObject(asking) }, args);
    if (told === null) return console.log(`${call} [flags]\n\n${about}\n\n${askingUsage}`);
    const calls = modelCallsOf(callerOf(told.settings.url));
    const job = await underWay(calls);
    if (job === undefined) throw new NoActivationError();
    const now = await act(calls, job.id);
    console.log(told.settings.json ? JSON.stringify(now) : standingOf(now));
  };
}

/** `selfsame models cancel`. @throws {SelfsameError} */
export const cancel = jobCommand(
  'cancel',
  'Ends the activation that a running server is at, and undoes it: collections go on with their model.',
  async (calls, id) => {
    const job = await calls.cancel(id);
    if (job.state === 'failed') throw new NoActivationError();
    return job;
  },
);

/** `selfsame models pause`. @throws {SelfsameError} */
export const pause = jobCommand(
  'pause',
  'Pauses the activation that a running server is at; what it has done stays.',
  (calls, id) => calls.pause(id),
);

/** `selfsame models resume`. @throws {SelfsameError} */
export const resume = jobCommand(
  'resume',
  'Goes on with an activation that is paused, or has failed on its way.',
  (calls, id) => calls.resume(id),
);
