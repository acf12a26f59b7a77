import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOf } from '@selfsame/models';
import type { ActivationAnswer } from '../../server/client/activation/answers.ts';
import { asCommand } from '../../server/client/activation/asCommand.ts';
import type { ModelCalls } from '../../server/client/activation/calls.ts';
import { failureOf, outcomeLines, refusalLines } from '../../server/client/activation/report.ts';
import { createStages } from '../../server/client/activation/stages.ts';
import { watchActivation } from '../../server/client/activation/watch.ts';
import type { Download } from '../../server/client/call.ts';
import { RoundUnwritableError } from '../errors.ts';
import type { Round } from './round.ts';
import type { Settings } from './settings.ts';

/** Of the comparison, in the folder of a round. */
const comparisonFile = 'compare.html';

export type Activated = 'done' | 'refused' | 'stopped';

/**
 * Has the collection of a round follow to what the round has published, and tells how both models do.
 * What is under way is joined.
 * @returns refused where it does worse; stopped where it runs on, is paused or was cancelled
 * @throws {SelfsameError}
 */
export async function activateRound(
  round: Round,
  model: string,
  { force, label, onMissing: on_missing }: Settings,
  { calls, download, stop }: { calls: ModelCalls; download: Download; stop: AbortSignal },
): Promise<Activated> {
  const { collection } = round;
  const isThere = async () =>
    (await calls.collections()).some((one) => one.name === collection && one.model === model);
  // Before the process ended that would have noted it.
  if (await isThere()) {
    console.log(`${collection} is searched by ${model} already.`);
    return 'done';
  }
  const body = { collections: [collection], force, label, on_missing };
  const begun = await calls.activate(model, body).catch((error: unknown) => {
    throw asCommand(error);
  });
  const job = await watchActivation(calls, begun, createStages(process.stderr), stop);
  await keepComparison(round, job, download);
  return tell(job, calls);
}

async function tell(job: ActivationAnswer, calls: ModelCalls): Promise<Activated> {
  const { model, state, verdict, error } = job;
  if (state === 'done') {
    for (const line of outcomeLines(job, await calls.collections())) console.log(line);
    return 'done';
  }
  if (error?.code === 'gate_refused' && verdict !== null) {
    for (const line of refusalLines(model, verdict)) console.log(line);
    return 'refused';
  }
  if (state === 'failed') throw asCommand(failureOf(job));
  if (state === 'running')
    console.error(`\nThe server goes on with it. End and undo it: ${callOf('models')} cancel`);
  else console.error(`The activation of ${model} is ${state}.`);
  return 'stopped';
}

/** Servers forget it when they stop. */
async function keepComparison(
  { folder }: Round,
  { verdict }: ActivationAnswer,
  download: Download,
): Promise<void> {
  if (verdict === null) return;
  const path = join(folder, comparisonFile);
  const { bytes } = await download(verdict.report);
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new RoundUnwritableError(folder, error as Error);
  }
  console.log(`How they compare is written to ${path}`);
}
