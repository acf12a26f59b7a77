import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fsyncPath, sha256File } from '../files.ts';
import { toBytes } from '../vectors.ts';
import { SetIndex } from './SetIndex.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

/** Graphs, which earlier versions searched by, were of format 1. */
const format = 2;

const sidecarSchema = z.object({
  format: z.literal(format),
  file: z.string().regex(/^[\w-]+\.codes$/),
  sha256: z.string(),
  database: z.string(),
  model: z.string(),
  dimensions: z.number().int(),
  size: z.number().int(),
  newestKey: z.number().int(),
  /** A vector that was in the database when this was written: its key and SHA-256. */
  witness: z.object({ key: z.number().int(), sha256: z.string() }),
  /** What was measured of the index, if it was. */
  breadth: z
    .object({ ef: z.number().int(), cells: z.number().int(), recall: z.number() })
    .optional(),
});
type Sidecar = z.infer<typeof sidecarSchema>;

const sha256 = (vector: Float32Array) => createHash('sha256').update(toBytes(vector)).digest('hex');

function readSidecar(path: string): Sidecar {
  const read = JSON.parse(readFileSync(path, 'utf8'));
  if (read?.format === 1) throw new Error('an earlier version made it');
  return sidecarSchema.parse(read);
}

/** What is wrong with an index on the disk, whichever database it is of; null if nothing is. */
export function indexProblem(folder: string, sidecarName: string): string | null {
  try {
    const { file, sha256: wanted } = readSidecar(join(folder, sidecarName));
    return sha256File(join(folder, file)) === wanted ? null : 'its checksum does not match';
  } catch (error) {
    return (error as Error).message.replaceAll(/\s+/g, ' ');
  }
}

const baseName = ({ collection, model }: VectorSet) => `c${collection}-${model.slice(0, 12)}`;

/**
 * Indexes saved in a folder, each in a file of its own with a JSON sidecar that says what it must
 * be. The sidecar is renamed into place last, so it always names a complete file; whatever does
 * not agree with it, or with the database, is not loaded.
 */
export class IndexFiles {
  readonly #folder: string;
  readonly #reader: VectorReader;

  constructor(folder: string, reader: VectorReader) {
    this.#folder = folder;
    this.#reader = reader;
  }

  save(set: VectorSet, index: SetIndex): void {
    const reader = this.#reader;
    const witness = reader.newestUpTo(set, index.newestKey);
    if (witness === undefined) return;
    const base = baseName(set);
    const file = `${base}-${index.newestKey}-${randomUUID()}.codes`;
    const sidecar: Sidecar = {
      format,
      file,
      sha256: this.#place(file, (path) => index.save(path)),
      database: reader.identity(),
      model: set.model,
      dimensions: index.dimensions,
      size: index.size,
      newestKey: index.newestKey,
      witness: { key: witness.key, sha256: sha256(witness.vector) },
      ...(index.breadth && { breadth: index.breadth }),
    };
    this.#placeSidecar(base, sidecar);
    this.#remove((name) => name.startsWith(`${base}-`) && name !== file);
  }

  /** The set's index; why it is not trusted; or null if none was saved. */
  load(set: VectorSet): SetIndex | string | null {
    const path = join(this.#folder, `${baseName(set)}.json`);
    if (!existsSync(path)) return null;
    try {
      const sidecar = readSidecar(path);
      const problem = this.#mismatch(set, sidecar);
      if (problem !== null) return problem;
      const { file, dimensions, newestKey, size } = sidecar;
      const index = SetIndex.load(join(this.#folder, file), dimensions, newestKey);
      index.breadth = sidecar.breadth;
      return index.size === size ? index : `it holds ${index.size} vectors and not ${size}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Removes everything but the snapshots of these sets. */
  keepOnly(sets: readonly VectorSet[]): void {
    const bases = sets.map(baseName);
    this.#remove((name) => !bases.some((b) => name === `${b}.json` || name.startsWith(`${b}-`)));
  }

  #mismatch(set: VectorSet, sidecar: Sidecar): string | null {
    const reader = this.#reader;
    if (sidecar.database !== reader.identity()) return 'it is of another database';
    if (sidecar.model !== set.model) return 'it is of another model';
    if (sidecar.newestKey > reader.newestKey()) return 'it is newer than the database';
    const witness = reader.vector(sidecar.witness.key);
    if (witness?.length !== sidecar.dimensions || sha256(witness) !== sidecar.witness.sha256)
      return 'a vector that it was made from has changed since';
    if (sha256File(join(this.#folder, sidecar.file)) !== sidecar.sha256)
      return 'its checksum does not match';
    return null;
  }

  #placeSidecar(base: string, sidecar: Sidecar): void {
    this.#place(`${base}.json`, (path) => writeFileSync(path, JSON.stringify(sidecar)));
  }

  /** Writes a file under another name, waits for the disk and renames it. Returns its SHA-256. */
  #place(name: string, write: (path: string) => void): string {
    const path = join(this.#folder, name);
    const temporary = `${path}.tmp`;
    write(temporary);
    const digest = sha256File(temporary);
    fsyncPath(temporary);
    renameSync(temporary, path);
    fsyncPath(this.#folder);
    return digest;
  }

  #remove(which: (name: string) => boolean): void {
    for (const name of readdirSync(this.#folder).filter(which)) {
      rmSync(join(this.#folder, name), { force: true });
    }
  }
}
