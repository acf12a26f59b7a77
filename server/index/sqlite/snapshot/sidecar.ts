import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SnapshotInvalidError } from '../../../errors/SnapshotInvalidError.ts';
import type { SnapshotRecord } from '../../store.ts';

/** What is written beside a snapshot, last: a snapshot without it is none. */
const schema = z.object({
  format: z.literal(1),
  name: z.string(),
  collection: z.string(),
  created: z.string(),
  items: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
});

export const sidecarOf = (snapshot: SnapshotRecord): string =>
  `${JSON.stringify({ format: 1, ...snapshot }, null, 2)}\n`;

/** @throws {SnapshotInvalidError} */
export function readSidecar(path: string): SnapshotRecord {
  try {
    const { format: _, ...record } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return record;
  } catch (error) {
    throw new SnapshotInvalidError(
      path,
      `its description cannot be read (${(error as Error).message})`,
    );
  }
}

/** The snapshots in a folder, oldest first. */
export function listSidecars(folder: string): SnapshotRecord[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readSidecar(join(folder, name)))
    .sort((a, b) => (a.created < b.created ? -1 : 1));
}
