import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callOf, leftOutText, printable, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { CommandError } from '../errors/start.ts';
import { createClient, type JobAnswer } from './client.ts';
import { createProgress } from './progress.ts';

const call = callOf('index');

const usage = `${call} <folder> [--collection default] [--hidden] [--url http://127.0.0.1:8080]

Has a running server index the pictures in a folder of its machine and all folders below, each under
its path. What is indexed already is passed over, so the same command goes on where it was broken
off. Hidden files and folders, with a dot before their names, are passed over without --hidden. The
collection is created if it is not there. An API key with admin access is read from SELFSAME_API_KEY.`;

const command = {
  call,
  settings: z.strictObject({
    collection: z.string().default('default'),
    url: z.string().default('http://127.0.0.1:8080'),
    hidden: z.boolean().default(false),
  }),
  word: 'folder',
};

/** `selfsame index`. @throws {SelfsameError} */
export async function index(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { word: folder, settings: values } = told;
  const client = createClient(values.url, process.env.SELFSAME_API_KEY);
  await client.createCollection(values.collection);
  let job = await client.startJob(values.collection, resolve(folder), values.hidden);
  process.once('SIGINT', () => void client.cancelJob(job.id));
  const progress = createProgress(process.stderr);
  while (job.state === 'running') {
    await sleep(200);
    job = await client.getJob(job.id);
    progress.update(job);
  }
  progress.stop();
  report(job);
}

function report(job: JobAnswer): void {
  const { state, found, indexed, known, unreadable, passedOver, files, error } = job;
  for (const { path, message } of files)
    console.error(`left out: ${printable(path)}: ${printable(message)}`);
  if (unreadable > files.length) console.error(`and ${unreadable - files.length} more`);
  const leftOut = leftOutText(unreadable, passedOver);
  console.log(`found ${found ?? 0}: ${indexed} indexed, ${known} there already, ${leftOut}`);
  if (state === 'failed') throw new CommandError(error!, 'Repeat the command to go on.');
  if (state === 'cancelled') console.log('Broken off; repeat the command to go on.');
}
