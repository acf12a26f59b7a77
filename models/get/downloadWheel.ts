import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DownloaderMissingError, DownloadFailedError } from './errors.ts';

/** What can download a package from the registry that its user has set up. */
const downloaders = [['pip'], ['pip3'], ['python3', '-m', 'pip'], ['uv', 'tool', 'run', 'pip']];

/** Of a package as it is, without what it would be installed with. */
const download = ['download', '--quiet', '--disable-pip-version-check', '--no-deps'];

/**
 * Downloads the wheel of a Python package, with the pip or the uv that is there.
 * @param requirement e.g. 'some_package==0.1.0'; @param folder an empty one
 * @returns the path of the wheel
 * @throws {DownloaderMissingError | DownloadFailedError}
 */
export async function downloadWheel(requirement: string, folder: string): Promise<string> {
  for (const [program, ...args] of downloaders as [string, ...string[]][]) {
    const told = [...args, ...download, '--only-binary', ':all:', '--dest', folder, requirement];
    const reason = await run(program, told);
    if (reason === null) continue;
    const [wheel] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
    if (wheel !== undefined) return join(folder, wheel);
    throw new DownloadFailedError(requirement, [program, ...args].join(' '), reason);
  }
  throw new DownloaderMissingError(downloaders.map((words) => words.join(' ')));
}

/** @returns what it said last; null where there is no such program, or it has no pip */
async function run(program: string, args: readonly string[]): Promise<string | null> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, isThere] = await Promise.all([
    text(child.stderr),
    new Promise<boolean>((resolve) => {
      child.once('error', () => resolve(false));
      child.once('close', () => resolve(true));
    }),
  ]);
  if (!isThere || /No module named pip/.test(said)) return null;
  return said.trim().split('\n').at(-1) || 'nothing';
}
