import { setTimeout as sleep } from 'node:timers/promises';
import { ActivationForgottenError } from '../../errors/client.ts';
import { UnknownJobError } from '../../errors/collections.ts';
import { NoServerError } from '../../errors/start.ts';
import type { ActivationAnswer } from './answers.ts';
import type { ModelCalls } from './calls.ts';
import type { StageProgress } from './stages.ts';

const lookMs = 200;
/** Between two tries to reach a server that has gone. */
const againMs = 2000;

/**
 * Looks at an activation until it runs no more, beyond the end of a server that is started again.
 * @param stop ends the looking, and nothing else
 * @returns the job as it was seen last: running where the looking was ended
 * @throws {ActivationForgottenError} and what the server tells
 */
export async function watchActivation(
  calls: ModelCalls,
  begun: ActivationAnswer,
  progress: StageProgress,
  stop: AbortSignal,
): Promise<ActivationAnswer> {
  let job = begun;
  let gone = false;
  try {
    while (job.state === 'running' && !stop.aborted) {
      progress.update(job);
      await sleep(gone ? againMs : lookMs, undefined, { signal: stop }).catch(() => {});
      try {
        job = await calls.job(job.id);
        gone = false;
      } catch (error) {
        if (UnknownJobError.is(error)) return await forgotten(calls, job);
        if (!(error instanceof NoServerError)) throw error;
        if (!gone) console.error(`${error.message} Waiting for it.`);
        gone = true;
      }
    }
    return job;
  } finally {
    progress.stop();
  }
}

/** A server that is started anew remembers none that had come to its end: the collections tell. */
async function forgotten(calls: ModelCalls, job: ActivationAnswer): Promise<ActivationAnswer> {
  const { model, collections: asked, untouched } = job;
  const all = await calls.collections();
  const those = all.filter(({ name }) => asked?.includes(name) ?? !untouched.includes(name));
  const isDone = those.every((one) => one.model === model || one.model === null);
  if (!isDone) throw new ActivationForgottenError(model);
  return { ...job, state: 'done' };
}
