import { rmSync } from 'node:fs';
import { downloadWheel, type Pip } from '@selfsame/models/wheel';
import { createProgress } from '../../server/client/progress.ts';
import { EngineDigestError, EngineDownloadError } from './errors.ts';
import { fileOf, type Part } from './recipe.ts';
import { largestIn, sizeText } from './size.ts';
import type { Staging } from './staging.ts';
import { sha256Of, type Unpacked, unpack } from './unpack.ts';

const megabyte = 1e6;
/** What goes wrong with a download. */
const errors = {
  failed: (what: string, said: string) => new EngineDownloadError(what, said),
  foreign: (what: string, problem: string) => new EngineDigestError(what, problem),
};
/** Between two looks at how far a download is, in milliseconds. */
const lookEvery = 500;

/**
 * A wheel's files: downloaded, checked and unpacked, or those of an earlier run.
 * @param tell takes a line that says what was done
 * @throws {EngineDownloadError | EngineDigestError}
 * @throws what the file system says
 */
export async function takeWheel(
  part: Part,
  pip: Pip,
  staging: Staging,
  stop: AbortSignal,
  tell: (line: string) => void,
): Promise<readonly Unpacked[]> {
  const { pin, wheel } = part;
  const what = `${pin.name} ${pin.version}`;
  const file = fileOf(part);
  const earlier = staging.unpackedOf(file);
  if (earlier !== undefined) {
    tell(`  ${what} is there from before`);
    return earlier;
  }
  const began = performance.now();
  const path = await watched(part, staging.temporary, () =>
    downloadWheel(pip, { ...pin, ...wheel }, staging.temporary, errors, stop),
  );
  const seconds = (performance.now() - began) / 1000;
  const sha256 = await sha256Of(path, stop);
  if (sha256 !== wheel.sha256) throw new EngineDigestError(what, `its SHA-256 is ${sha256}.`);
  const files = await unpack(path, pin, staging.folder, stop);
  rmSync(path);
  staging.note(file, files);
  const speed = `${sizeText(wheel.bytes / seconds)}/s`;
  tell(`  ${what}: ${sizeText(wheel.bytes)} in ${seconds.toFixed(1)} s, ${speed}`);
  return files;
}

/** Tells how far a download is by what it has written: old versions of pip say it to people alone. */
async function watched<Result>(
  { pin, wheel }: Part,
  temporary: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const progress = createProgress(process.stderr, `  ${pin.name}`, 'MB');
  const total = Math.ceil(wheel.bytes / megabyte);
  const look = setInterval(() => {
    const bytes = largestIn(temporary);
    if (bytes !== undefined) progress.update(Math.min(Math.round(bytes / megabyte), total), total);
  }, lookEvery);
  try {
    return await work();
  } finally {
    clearInterval(look);
    progress.stop();
  }
}
