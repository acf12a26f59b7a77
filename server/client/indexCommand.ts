import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { typedValue } from '../bulk/metadata/cell.ts';
import { callerOf, usualUrl } from './call.ts';
import { follow } from './follow.ts';
import { failureOf, type JobAnswer, type JobBody, type JobCalls, jobsOf } from './jobs.ts';
import { createProgress, noProgress } from './progress.ts';
import { changeLines, doneOf, problemLines, summaryLines } from './report.ts';

const call = callOf('index');

const usage = `${call} <folder> [flags]

Has a running server index the pictures in a folder of its machine and all folders below, each under
its path in the folder. Done again it follows the folder: what is new is indexed, what was changed is
replaced, what was moved is moved, and what is there already, in content and by the encoder of the
collection, is passed over; so the same command goes on where it was broken off.

  --collection             of the index, made if it is not there (default)
  --prune                  take out what is gone from the folder. Where the folder is empty, or more
                           than half of it is gone, as if a disk were not mounted, it stops and asks
                           for --prune anyway
  --metadata key=value     of all pictures; may be given several times
  --dry-run                change nothing, and tell what would be
  --watch                  go on following the folder, until Ctrl-C
  --hidden                 look at hidden files and folders too, with a dot before their names
  --json                   print nothing but the outcome, as JSON; a line for each look at the folder
  --url                    of the server (${usualUrl})

Metadata: over --metadata goes what the folder's metadata.csv or metadata.jsonl says of a picture
(its path in the column "path"), and over that what the picture's own <file>.json says.
An API key with admin access is read from SELFSAME_API_KEY.`;

const pair = z.string().regex(/^[^=]+=/, 'is not key=value');

const command = {
  call,
  settings: z.strictObject({
    collection: z.string().default('default'),
    url: z.string().default(usualUrl),
    hidden: z.boolean().default(false),
    prune: z.union([z.boolean(), z.literal('anyway')]).default(false),
    dryRun: z.boolean().default(false),
    watch: z.boolean().default(false),
    json: z.boolean().default(false),
    metadata: z.array(pair).default([]),
  }),
  word: 'folder',
};

/** `selfsame index`. @throws {SelfsameError} */
export async function index(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { collection, url, json, metadata, ...settings } = told.settings;
  const jobs = jobsOf(callerOf(url));
  const folder = resolve(told.word);
  const body = { ...settings, folder, metadata: Object.fromEntries(metadata.map(toEntry)) };
  if (!body.dryRun) await jobs.createCollection(collection);
  if (body.watch) await follow(jobs, collection, body, json);
  else await once(jobs, collection, body, json);
}

function toEntry(text: string): [string, unknown] {
  const at = text.indexOf('=');
  return [text.slice(0, at), typedValue(text.slice(at + 1))];
}

async function once(
  jobs: JobCalls,
  collection: string,
  body: JobBody,
  json: boolean,
): Promise<void> {
  let job = await jobs.startJob(collection, body);
  // Where the server has gone, the next look at the job says so.
  process.once('SIGINT', () => void jobs.cancelJob(job.id).catch(() => {}));
  const progress = json ? noProgress : createProgress(process.stderr, 'indexing', 'files');
  while (job.state === 'running') {
    await sleep(200);
    job = await jobs.getJob(job.id);
    progress.update(doneOf(job), job.found);
  }
  progress.stop();
  if (json) console.log(JSON.stringify(job));
  else report(job, body);
  if (job.state === 'failed') throw failureOf(job);
  if (job.state === 'cancelled') {
    process.exitCode = 1;
    console.error('Broken off; repeat the command to go on.');
  }
}

function report(job: JobAnswer, body: JobBody): void {
  if (body.dryRun) for (const line of changeLines(job)) console.log(line);
  for (const line of problemLines(job)) console.error(line);
  if (job.state === 'failed') return;
  for (const line of summaryLines(job, body)) console.log(line);
  if (job.error !== null) console.error(`${job.error.message} ${job.error.remedy}`);
}
