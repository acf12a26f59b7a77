import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vectors } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import { ExportError } from '../errors.ts';
import { npyHeader } from './npy.ts';

type Pictures = Pick<PictureCache, 'paths' | 'labels'>;

/** Rows that are written at a time. */
const block = 1024;

/**
 * Writes embeddings and which pictures they are of, in the order of the rows: `embeddings.npy`,
 * `embeddings.tsv` and `pictures.tsv`. TensorBoard's projector takes the last two.
 * @throws {ExportError} if the disk is full, or refuses for another reason
 */
export function exportEmbeddings(folder: string, vectors: Vectors, pictures: Pictures): void {
  try {
    write(folder, vectors, pictures);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new ExportError(folder, (error as Error).message, error);
  }
}

function write(folder: string, vectors: Vectors, { paths, labels }: Pictures): void {
  mkdirSync(folder, { recursive: true });
  const { count, dimensions } = vectors;
  const rows = new Float32Array(block * dimensions);
  const files = ['embeddings.npy', 'embeddings.tsv', 'pictures.tsv'].map((name) =>
    openSync(join(folder, name), 'w'),
  ) as [number, number, number];
  const [npy, tsv, pictures] = files;
  try {
    writeFileSync(npy, npyHeader(count, dimensions));
    writeFileSync(pictures, 'path\tlabel\n');
    for (let start = 0; start < count; start += block) {
      const end = Math.min(start + block, count);
      vectors.read(start, end, rows);
      const some = rows.subarray(0, (end - start) * dimensions);
      writeFileSync(npy, Buffer.from(some.buffer, 0, some.byteLength));
      const lines = Array.from({ length: end - start }, (_, i) =>
        some.subarray(i * dimensions, (i + 1) * dimensions).join('\t'),
      );
      writeFileSync(tsv, `${lines.join('\n')}\n`);
      const names = paths.slice(start, end).map((path, i) => [path, labels[start + i]!]);
      writeFileSync(pictures, names.map((cells) => `${cells.map(cell).join('\t')}\n`).join(''));
    }
  } finally {
    for (const fd of files) closeSync(fd);
  }
}

/** File names may hold what separates cells. */
const cell = (text: string) => text.replace(/[\t\r\n]/g, ' ');
