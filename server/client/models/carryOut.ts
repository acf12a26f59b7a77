import { callOf } from '@selfsame/models';
import type { ActivationAnswer } from '../activation/answers.ts';
import { asCommand } from '../activation/asCommand.ts';
import type { ModelCalls } from '../activation/calls.ts';
import { failureOf, outcomeLines, refusalLines } from '../activation/report.ts';
import { createStages, noStages } from '../activation/stages.ts';
import { watchActivation } from '../activation/watch.ts';
import type { Download } from '../call.ts';
import { interrupted, onInterrupt } from '../interrupt.ts';
import { checkWritable, writeOut } from '../writable.ts';

const models = callOf('models');

export interface CarriedOut {
  readonly calls: ModelCalls;
  readonly download: Download;
  readonly json: boolean;
  readonly noWait: boolean;
  /** Where the comparison is written to. */
  readonly report?: string | undefined;
}

/** Begins an activation, shows how far it comes, and tells what came of it; exit status 1 if it failed. */
export async function carryOut(
  start: () => Promise<ActivationAnswer>,
  { calls, download, json, noWait, report }: CarriedOut,
): Promise<void> {
  if (report !== undefined) await checkWritable(report, '--report');
  const begun = await start().catch((error: unknown) => {
    throw asCommand(error);
  });
  if (noWait) {
    return console.log(json ? JSON.stringify(begun) : `Begun. Watch it: ${joining(begun)}`);
  }
  const stages = json ? noStages : createStages(process.stderr);
  const stop = onInterrupt();
  const job = await watchActivation(calls, begun, stages, stop);
  if (stop.aborted && job.state === 'running') return leave(job);
  if (report !== undefined && job.verdict !== null)
    await writeOut(report, (await download(job.verdict.report)).bytes, '--report');
  if (json) console.log(JSON.stringify(job));
  await tell(job, calls, json);
}

/** The command that shows how far one that is under way has come. */
const joining = ({ model, collections }: ActivationAnswer) =>
  `${models} activate ${model}${collections === null ? '' : ` --collections ${collections.join()}`}`;

function leave(job: ActivationAnswer): void {
  const end = `${models} cancel`;
  console.error(`\nThe server goes on with it. Watch it: ${joining(job)}\nEnd and undo it: ${end}`);
  process.exitCode = interrupted;
}

async function tell(job: ActivationAnswer, calls: ModelCalls, json: boolean): Promise<void> {
  const { model, state, verdict, error } = job;
  if (state === 'done') {
    if (json) return;
    for (const line of outcomeLines(job, await calls.collections())) console.log(line);
    return;
  }
  process.exitCode = 1;
  if (error?.code === 'gate_refused' && verdict !== null) {
    for (const line of refusalLines(model, verdict)) (json ? console.error : console.log)(line);
    console.error('Train on, or take it all the same with --force.');
  } else if (state === 'failed') throw asCommand(failureOf(job));
  else if (state === 'paused') console.error(`It is paused. Go on: ${models} resume`);
  else console.error('It was cancelled; collections go on with their model.');
}
