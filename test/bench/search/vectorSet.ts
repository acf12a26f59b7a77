import { readFileSync } from 'node:fs';
import { clusteredSet } from './clustered.ts';
import type { Task } from './contender.ts';

/** Vectors side by side, and queries that are not among them: float32 [count, dimensions], unit. */
export interface VectorSet {
  readonly vectors: Float32Array;
  readonly queries: Float32Array;
  readonly dimensions: number;
}

/** The set that a task is about: the rows of a file, or drawn ones. */
export function vectorSet({ embeddings, vectors, queries, dimensions }: Task): VectorSet {
  if (embeddings !== '') return split(readNpy(embeddings), queries);
  return { ...clusteredSet(vectors, queries, dimensions), dimensions };
}

/** float32 [count, dimensions] in a .npy file of version 1.0, as `npm run embed` writes it. */
export function readNpy(path: string): { rows: Float32Array; dimensions: number } {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  const shape = /'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\)/.exec(header);
  if (shape === null) throw new Error(`${path} holds no rows of float32: ${header.trim()}`);
  const dimensions = Number(shape[2]);
  const rows = new Float32Array(Number(shape[1]) * dimensions);
  bytes.copy(new Uint8Array(rows.buffer), 0, start);
  return { rows, dimensions };
}

/** Takes rows at even distances out as queries, so that they come from the whole of the file. */
function split({ rows, dimensions }: ReturnType<typeof readNpy>, wanted: number): VectorSet {
  const count = rows.length / dimensions;
  const every = Math.max(1, Math.floor(count / wanted));
  const isQuery = (row: number) => row % every === 0 && row / every < wanted;
  const some = (which: (row: number) => boolean) => {
    const chosen = Array.from({ length: count }, (_, row) => row).filter(which);
    const taken = new Float32Array(chosen.length * dimensions);
    for (const [i, row] of chosen.entries()) {
      taken.set(rows.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
    }
    return taken;
  };
  return { vectors: some((row) => !isQuery(row)), queries: some(isQuery), dimensions };
}
