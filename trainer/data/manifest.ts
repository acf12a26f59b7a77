import { writeFileSync } from 'node:fs';
import { writeAtomic } from '../files/writeAtomic.ts';

/** One file of a data set. */
export interface ManifestEntry {
  /** Below the data set's folder. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file; undefined where it could not be read. */
  readonly content: Uint8Array | undefined;
  /** Why it was skipped; null if it was not. */
  readonly reason: string | null | undefined;
}

/** Writes what a data set was made of: a JSON object a line, of each file. */
export function writeManifest(path: string, manifest: readonly ManifestEntry[]): void {
  writeAtomic(path, (fd) => {
    for (const { path, bytes, content, reason } of manifest) {
      const sha256 = content ? Buffer.from(content).toString('hex') : null;
      const line = { path, bytes, sha256, ...(reason && { skipped: reason }) };
      writeFileSync(fd, `${JSON.stringify(line)}\n`);
    }
  });
}
