import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Pin } from './pins/pin.ts';

/** A file that was unpacked: its path from the engine's folder, with forward slashes. */
export interface Unpacked {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Hexadecimal. */
export async function sha256Of(file: string, stop: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal: stop });
  return hash.digest('hex');
}

/**
 * Takes what a pin wants out of its wheel, which is a ZIP file.
 * @param folder in which the wheel's own folders appear
 * @throws {Error} of a wheel that is damaged, and of a disk that is full
 */
export async function unpack(
  wheel: string,
  { take, strip = '' }: Pin,
  folder: string,
  stop: AbortSignal,
): Promise<readonly Unpacked[]> {
  const zip = await yauzl.openPromise(wheel, { autoClose: false });
  const files: Unpacked[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (fileName.endsWith('/') || !take.some((glob) => matchesGlob(fileName, glob))) continue;
      const path = fileName.startsWith(strip) ? fileName.slice(strip.length) : fileName;
      files.push({ path, ...(await writeEntry(zip, entry, join(folder, path), stop)) });
    }
  } finally {
    zip.close();
  }
  return files;
}

async function writeEntry(zip: ZipFile, entry: Entry, file: string, stop: AbortSignal) {
  mkdirSync(dirname(file), { recursive: true });
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // Programs among them, ptxas for one, are to be run.
  const mode = ((entry.externalFileAttributes >>> 16) & 0o777) | 0o644;
  const target = createWriteStream(file, { mode });
  await pipeline(await zip.openReadStreamPromise(entry), measure, target, { signal: stop });
  return { bytes, sha256: hash.digest('hex') };
}
