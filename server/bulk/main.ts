import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { leftOutText, SelfsameError } from '@selfsame/models';
import { sentence } from '../errors/sentence.ts';
import { CommandError } from '../errors/start.ts';
import { createClient, type JobAnswer } from './client.ts';
import { createProgress } from './progress.ts';

const usage = `npm run index -- <folder> [--collection default] [--hidden] [--url http://127.0.0.1:8080]

Has a running server index the pictures in a folder of its machine and all folders below, each under
its path. What is indexed already is passed over, so the same command goes on where it was broken
off. Hidden files and folders, with a dot before their names, are passed over without --hidden. The
collection is created if it is not there. An API key with admin access is read from SELFSAME_API_KEY.`;

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        collection: { type: 'string', default: 'default' },
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        hidden: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message, 'See npm run index -- --help.');
  }
}

async function main(args: string[]): Promise<void> {
  const { positionals, values } = readArgs(args);
  if (values.help) {
    console.log(usage);
    return;
  }
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1)
    throw new CommandError('Exactly one folder is wanted', 'See npm run index -- --help.');
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
  for (const { path, message } of files) console.error(`left out: ${path}: ${message}`);
  if (unreadable > files.length) console.error(`and ${unreadable - files.length} more`);
  const leftOut = leftOutText(unreadable, passedOver);
  console.log(`found ${found ?? 0}: ${indexed} indexed, ${known} there already, ${leftOut}`);
  if (state === 'failed') throw new CommandError(error!, 'Repeat the command to go on.');
  if (state === 'cancelled') console.log('Broken off; repeat the command to go on.');
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SelfsameError)) throw error;
  console.error(`selfsame: ${sentence(error.message)} ${error.remedy}`);
  process.exitCode = 1;
}
