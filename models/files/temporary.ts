import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderUnwritableError } from '../errors/files.ts';
import { unfinished } from './unfinished.ts';

/**
 * Does some work with a folder for the time being, which is removed after it.
 * @param name that its own begins with
 * @throws {FolderUnwritableError} where it cannot be written to, and what the work throws
 */
export async function inTemporary<Result>(
  name: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = tmpdir();
  let remove = () => {};
  try {
    const folder = mkdtempSync(join(parent, `${name}-`));
    remove = unfinished(folder);
    return await work(folder);
  } catch (error) {
    const { path, syscall } = error as NodeJS.ErrnoException;
    const isOurs = syscall !== undefined && (path === undefined || path.startsWith(parent));
    throw isOurs ? new FolderUnwritableError(parent, error as Error) : error;
  } finally {
    remove();
  }
}
