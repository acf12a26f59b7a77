import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineDigestError, EngineDownloadError } from '../errors.ts';
import type { NpmPin } from '../pins/npm.ts';

const run = promisify(execFile);

/**
 * Unpacks a package of npm by itself: none of its scripts is run, and no dependency is fetched.
 * @param folder for it
 * @param take what of it, if not all
 * @throws {EngineDownloadError | EngineDigestError}
 */
export async function fetchPackage(
  { name, version, integrity }: NpmPin,
  folder: string,
  temporary: string,
  stop: AbortSignal,
  take: readonly string[] = [],
): Promise<void> {
  const what = `${name} ${version}`;
  const target = mkdtempSync(join(temporary, 'npm-'));
  const pack = ['pack', `${name}@${version}`, '--pack-destination', target, '--loglevel=error'];
  try {
    await run('npm', pack, { cwd: target, signal: stop });
  } catch (error) {
    stop.throwIfAborted();
    const { stderr, message } = error as Error & { stderr?: string };
    throw new EngineDownloadError(what, (stderr || message).trim().split('\n')[0]!, error);
  }
  const tarball = join(target, readdirSync(target).find((one) => one.endsWith('.tgz'))!);
  const found = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (`sha512-${found}` !== integrity)
    throw new EngineDigestError(what, `its SHA-512 is ${found}.`);
  mkdirSync(folder, { recursive: true });
  const paths = take.map((path) => `package/${path}`);
  const unpack = ['-xzf', tarball, '-C', folder, '--strip-components=1', ...paths];
  await run('tar', unpack, { signal: stop });
}
