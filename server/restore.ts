import { resolve } from 'node:path';
import { callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { restoreSnapshot } from './store/rows/snapshot/restore.ts';

const call = callOf('restore');

const usage = `${call} <snapshot.sqlite> [--data ./data]

Restores a snapshot of a collection, with its .json beside it, into a data folder that no server is
using: checks it, copies it in one step and counts what is there then. The collection must not hold
items yet.`;

const command = {
  call,
  settings: z.strictObject({ data: z.string().min(1).default('./data') }),
  word: 'snapshot.sqlite',
};

/** `selfsame restore`. @throws {SelfsameError} */
export async function restore(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const folder = resolve(told.settings.data);
  const { collection, items } = restoreSnapshot(folder, resolve(told.word));
  console.log(
    `The collection "${collection}" is in ${folder} with its ${items} items; all is sound.`,
  );
}
