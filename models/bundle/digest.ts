import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { kindOf } from '../files/kind.ts';
import { cardFile } from './card.ts';

/** What model.json says of a file beside it. */
export interface FileDigest {
  /** In lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

export async function digestOf(path: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Why a file is not the one that model.json was written for; undefined where it is. */
export async function damageOf(path: string, wanted: FileDigest): Promise<string | undefined> {
  const found = await stat(path);
  // To open a pipe would wait for good, and a device may have no end.
  if (!found.isFile()) return `it is ${kindOf(found)}`;
  if (found.size !== wanted.bytes) return `it has ${found.size} bytes where ${wanted.bytes} belong`;
  const { sha256 } = await digestOf(path);
  return sha256 === wanted.sha256 ? undefined : `its SHA-256 is not the one in ${cardFile}`;
}
