import { setTimeout as sleep } from 'node:timers/promises';
import { SelfsameError } from '@selfsame/models';
import { ReplicaGoneError } from '../errors/activation.ts';
import { UnknownJobError } from '../errors/collections.ts';
import { NoServerError } from '../errors/start.ts';
import { failureOf, type JobAnswer, type JobBody, type JobCalls } from './jobs.ts';
import { problemLines, summaryLines } from './report.ts';

const lookMs = 200;
/** Between two tries to reach a server that has gone. */
const againMs = 2000;

/** Has a folder followed until Ctrl-C, beyond the end of a server that is started again. */
export async function follow(
  jobs: JobCalls,
  collection: string,
  body: JobBody,
  json: boolean,
): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const tell = createTeller(body, json);
  let job: JobAnswer | null = await jobs.startJob(collection, body);
  let gone = false;
  while (!stop.signal.aborted) {
    try {
      job = job === null ? await jobs.startJob(collection, body) : await jobs.getJob(job.id);
      if (gone) console.error('The server is there again.');
      gone = false;
      if (job.state === 'following') tell(job);
      // Another server over the same database tells of it: this one can follow the folder in its place.
      if (job.state === 'failed' && job.error?.code === ReplicaGoneError.code) job = null;
      if (job?.state === 'failed' || job?.state === 'cancelled') break;
    } catch (error) {
      if (UnknownJobError.is(error)) job = null;
      else if (!(error instanceof NoServerError)) throw error;
      else if (!gone) console.error(`${error.message} Waiting for it.`);
      gone = error instanceof NoServerError || gone;
    }
    await sleep(gone ? againMs : lookMs, undefined, { signal: stop.signal }).catch(() => {});
  }
  if (stop.signal.aborted && job !== null) await jobs.cancelJob(job.id).catch(() => {});
  if (job?.state === 'failed') throw failureOf(job);
  if (job?.state === 'cancelled') throw new SelfsameError(...cancelled);
}

const cancelled = [
  'job_cancelled',
  'The job was cancelled by another request.',
  'Give the command again to go on following the folder.',
] as const;

/** Tells of each pass in which something was changed or went wrong, and of the first. */
function createTeller(body: JobBody, json: boolean): (job: JobAnswer) => void {
  let last = { id: '', passes: 0, problems: '' };
  return (job) => {
    const { id, passes, error } = job;
    if (id === last.id && passes === last.passes) return;
    const isFirst = last.id === '';
    const problems = [
      ...problemLines(job),
      ...(error === null ? [] : [`${error.message} ${error.remedy}`]),
    ].join('\n');
    const isNew = problems !== last.problems;
    last = { id, passes, problems };
    if (json) return console.log(JSON.stringify(job));
    const changes = job.indexed + job.changed + job.copied + job.moved + job.pruned;
    if (isNew && problems !== '') console.error(problems);
    if (!isFirst && changes === 0 && !isNew) return;
    for (const line of summaryLines(job, body)) console.log(line);
  };
}
