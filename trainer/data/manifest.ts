import { writeFileSync } from 'node:fs';
import { type PassedOver, passedOverCount } from '@selfsame/models';
import { writeAtomic } from '../files/writeAtomic.ts';

/** One file of a data set. */
export interface ManifestEntry {
  /** Below the data set's folder. */
  readonly path: string;
  /** Null where it could not be looked at. */
  readonly bytes: number | null;
  /** SHA-256 of the file; undefined where it could not be read. */
  readonly content: Uint8Array | undefined;
  /** Why it was skipped; null if it was not. */
  readonly reason: string | null | undefined;
  /** What was done to a picture of other than 8 bits. */
  readonly depth?: string | null | undefined;
}

/**
 * Writes what a data set was made of: a JSON object a line, of each file, and a last one with the
 * counts of what was passed over, where there was such.
 */
export function writeManifest(
  path: string,
  { manifest, passedOver }: { manifest: readonly ManifestEntry[]; passedOver: PassedOver },
): void {
  writeAtomic(path, (fd) => {
    for (const { path, bytes, content, reason, depth } of manifest) {
      const sha256 = content ? Buffer.from(content).toString('hex') : null;
      const line = {
        ...{ path, bytes, sha256 },
        ...(reason && { skipped: reason }),
        ...(depth && { depth }),
      };
      writeFileSync(fd, `${JSON.stringify(line)}\n`);
    }
    if (passedOverCount(passedOver) > 0) writeFileSync(fd, `${JSON.stringify({ passedOver })}\n`);
  });
}
