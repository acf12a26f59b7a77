import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from '../errors/start.ts';

/**
 * Sees that a file can be written, before what takes long is done for it; makes none.
 * @param flag that names it: "--out"
 * @throws {CommandError}
 */
export async function checkWritable(file: string, flag: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw unwritable(flag, new Error(`${file} is a folder`));
  await access(there === null ? dirname(file) : file, constants.W_OK).catch((error: Error) => {
    throw unwritable(flag, error);
  });
}

/** @throws {CommandError} */
export async function writeOut(
  file: string,
  content: string | Uint8Array,
  flag: string,
): Promise<void> {
  await writeFile(file, content).catch((error: Error) => {
    throw unwritable(flag, error);
  });
}

const unwritable = (flag: string, error: Error) =>
  new CommandError(error.message, `Name a file that can be written with ${flag}.`, error);
