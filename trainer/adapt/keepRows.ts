import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock, type Vectors, vectorsOf } from '@selfsame/models';
import { CacheWriteError, EmbeddingsLockedError } from '../errors.ts';
import { writeAtomic } from '../files/writeAtomic.ts';

/** Embeddings that are made once and kept in a folder, part by part. */
export interface KeptRows {
  /** @param make is called where the part is not there yet; what it gives is [count, dimensions] */
  take(name: string, count: number, make: () => Promise<Vectors>): Promise<Float32Array>;
  /** Lets other processes have the folder. */
  close(): void;
}

/** @throws {EmbeddingsLockedError | CacheWriteError} */
export function openKeptRows(folder: string, dimensions: number): KeptRows {
  const unlock = written(folder, () => {
    mkdirSync(folder, { recursive: true });
    return takeLock(join(folder, 'lock'));
  });
  if (unlock === null) throw new EmbeddingsLockedError(folder);
  return {
    async take(name, count, make) {
      const path = join(folder, `${name}.f32`);
      const bytes = count * dimensions * Float32Array.BYTES_PER_ELEMENT;
      // Whole or not there, since it is put there by rename.
      if (statSync(path, { throwIfNoEntry: false })?.size === bytes) return valuesIn(path);
      const vectors = await make();
      const values = new Float32Array(count * dimensions);
      vectors.read(0, count, values);
      written(folder, () =>
        writeAtomic(path, (fd) => writeFileSync(fd, new Uint8Array(values.buffer))),
      );
      return values;
    },
    close: unlock,
  };
}

const valuesIn = (path: string) => new Float32Array(new Uint8Array(readFileSync(path)).buffer);

/** Rows of one part behind the other. */
export function joined(parts: readonly Float32Array[], dimensions: number): Vectors {
  const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return vectorsOf(values, dimensions);
}

function written<Result>(folder: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw new CacheWriteError(folder, (error as Error).message, error);
  }
}
