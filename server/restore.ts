import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SelfsameError } from '@selfsame/models';
import { sentence } from './errors/sentence.ts';
import { CommandError } from './errors/start.ts';
import { restoreSnapshot } from './store/rows/snapshot/restore.ts';

const usage = `npm run restore -- <snapshot.sqlite> [--data ./data]

Restores a snapshot of a collection, with its .json beside it, into a data folder that no server is
using: checks it, copies it in one step and counts what is there then. The collection must not hold
items yet.`;

function main(args: string[]): void {
  const { positionals, values } = readArgs(args);
  if (values.help) {
    console.log(usage);
    return;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new CommandError('Exactly one snapshot is wanted', 'See npm run restore -- --help.');
  const folder = resolve(values.data);
  const { collection, items } = restoreSnapshot(folder, resolve(file));
  console.log(
    `The collection "${collection}" is in ${folder} with its ${items} items; all is sound.`,
  );
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string', default: './data' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message, 'See npm run restore -- --help.');
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SelfsameError)) throw error;
  console.error(`selfsame: ${sentence(error.message)} ${error.remedy}`);
  process.exitCode = 1;
}
