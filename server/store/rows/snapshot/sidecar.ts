import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SnapshotInvalidError } from '../../../errors/collections.ts';
import type { SnapshotList, SnapshotRecord } from '../../contract/snapshots.ts';

/** What is beside a snapshot: without it, it is none. */
const schema = z.object({
  format: z.literal(1),
  name: z.string(),
  collection: z.string(),
  created: z.string(),
  items: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
});

/** @throws {SnapshotInvalidError} */
export function readSidecar(path: string): SnapshotRecord {
  try {
    const { format: _, ...record } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return record;
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new SnapshotInvalidError(
      path,
      `its description cannot be read (${reason.replaceAll(/\s+/g, ' ')})`,
    );
  }
}

/** The snapshots in a folder, oldest first, and what is there and is none. */
export function listSnapshots(folder: string): SnapshotList {
  const snapshots: SnapshotRecord[] = [];
  const broken: { file: string; reason: string }[] = [];
  if (!existsSync(folder)) return { snapshots, broken };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    try {
      const snapshot = readSidecar(join(folder, file));
      const problem = problemOf(folder, file, snapshot);
      if (problem === null) snapshots.push(snapshot);
      else broken.push({ file, reason: problem });
    } catch (error) {
      if (!(error instanceof SnapshotInvalidError)) throw error;
      broken.push({ file, reason: error.message });
    }
  }
  snapshots.sort((a, b) => (a.created < b.created ? -1 : 1));
  return { snapshots, broken };
}

/** What can be told of a snapshot without reading all of it. */
function problemOf(folder: string, file: string, { name, bytes }: SnapshotRecord): string | null {
  if (file !== `${name}.json`) return `it describes ${name}`;
  const path = join(folder, `${name}.sqlite`);
  if (!existsSync(path)) return `${name}.sqlite is not there`;
  const { size } = statSync(path);
  return size === bytes ? null : `${name}.sqlite has ${size} bytes and not ${bytes}`;
}

/** Whether a broken description may be of this collection: file names begin with theirs. */
export function mayBeOf(collection: string, file: string): boolean {
  const named = /^(.+)-\d{8}T\d{9}Z\.json$/.exec(file)?.[1];
  return named === undefined || named === collection;
}
