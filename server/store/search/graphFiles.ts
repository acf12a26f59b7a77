import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fsyncPath, sha256File } from '../files.ts';
import { toBytes } from '../vectors.ts';
import { Graph, indexKind } from './Graph.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

const sidecarSchema = z.object({
  format: z.literal(1),
  file: z.string().regex(new RegExp(`^[\\w-]+\\.${indexKind.suffix}$`)),
  sha256: z.string(),
  settings: z.object(
    Object.fromEntries(Object.entries(indexKind.settings).map(([name, v]) => [name, z.literal(v)])),
  ),
  database: z.string(),
  model: z.string(),
  dimensions: z.number().int(),
  size: z.number().int(),
  newestKey: z.number().int(),
  /** A vector that was in the database when this was written: its key and SHA-256. */
  witness: z.object({ key: z.number().int(), sha256: z.string() }),
  /** What was measured of the graph, if it was; by vectors that were in it, where `by` is missing. */
  breadth: z
    .object({ ef: z.number().int(), recall: z.number(), by: z.literal('withheld').optional() })
    .optional(),
});
type Sidecar = z.infer<typeof sidecarSchema>;

const sha256 = (vector: Float32Array) => createHash('sha256').update(toBytes(vector)).digest('hex');
const readSidecar = (path: string) => sidecarSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
/** What is wrong with a graph on the disk, whichever database it is of; null if nothing is. */
export function graphProblem(folder: string, sidecarName: string): string | null {
  try {
    const { file, sha256: wanted } = readSidecar(join(folder, sidecarName));
    return sha256File(join(folder, file)) === wanted ? null : 'its checksum does not match';
  } catch (error) {
    return (error as Error).message.replaceAll(/\s+/g, ' ');
  }
}

const baseName = ({ collection, model }: VectorSet) => `c${collection}-${model.slice(0, 12)}`;

/**
 * Graphs saved in a folder, each in a file of its own with a JSON sidecar that says what it must
 * be. The sidecar is renamed into place last, so it always names a complete file; whatever does
 * not agree with it, or with the database, is not loaded.
 */
export class GraphFiles {
  readonly #folder: string;
  readonly #reader: VectorReader;

  constructor(folder: string, reader: VectorReader) {
    this.#folder = folder;
    this.#reader = reader;
  }

  /** @param graph that nothing is withheld from */
  save(set: VectorSet, graph: Graph): void {
    const reader = this.#reader;
    const witness = reader.newestUpTo(set, graph.newestKey);
    if (witness === undefined) return;
    const base = baseName(set);
    const file = `${base}-${graph.newestKey}-${randomUUID()}.${indexKind.suffix}`;
    const sidecar: Sidecar = {
      format: 1,
      file,
      sha256: this.#place(file, (path) => graph.save(path)),
      settings: indexKind.settings,
      database: reader.identity(),
      model: set.model,
      dimensions: graph.dimensions,
      size: graph.size,
      newestKey: graph.newestKey,
      witness: { key: witness.key, sha256: sha256(witness.vector) },
      ...(graph.breadth && { breadth: graph.breadth }),
    };
    this.#placeSidecar(base, sidecar);
    this.#remove((name) => name.startsWith(`${base}-`) && name !== file);
  }

  /** The set's graph; why it is not trusted; or null if none was saved. */
  load(set: VectorSet): Graph | string | null {
    const path = join(this.#folder, `${baseName(set)}.json`);
    if (!existsSync(path)) return null;
    try {
      const sidecar = readSidecar(path);
      const problem = this.#mismatch(set, sidecar);
      if (problem !== null) return problem;
      const { file, dimensions, newestKey, size } = sidecar;
      const graph = Graph.load(join(this.#folder, file), dimensions, newestKey);
      graph.breadth = sidecar.breadth;
      return graph.size === size ? graph : `it holds ${graph.size} vectors and not ${size}`;
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
