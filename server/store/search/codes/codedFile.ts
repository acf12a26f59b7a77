import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { codebookOf } from './Codebook.ts';
import { CodedVectors, lanes } from './CodedVectors.ts';

/** Two counts, of cells and of blocks. */
const headBytes = 16;

/** Writes all of coded vectors, numbers in the machine's own order of bytes. */
export function saveCoded(path: string, vectors: CodedVectors): void {
  const { codebook, centres, cellOf, keys, blocks } = vectors.parts;
  const head = Float64Array.of(vectors.cells.count, cellOf.length);
  const file = openSync(path, 'w');
  try {
    for (const part of [head, keys, codebook.centroids, centres, cellOf, blocks]) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    }
  } finally {
    closeSync(file);
  }
}

/** Reads what `saveCoded` wrote, which is trusted: check it first. */
export function loadCoded(path: string, dimensions: number): CodedVectors {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const bytes = byteOffset % 8 === 0 ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
  let at = byteOffset % 8 === 0 ? byteOffset : 0;
  const end = at + byteLength;
  const [cells, blocks] = new Float64Array(bytes, at, 2) as unknown as [number, number];
  at += headBytes;
  const keys = new Float64Array(bytes, at, blocks * lanes);
  at += keys.byteLength;
  const centroids = new Float32Array(bytes, at, codebookOf(dimensions).centroids.length);
  at += centroids.byteLength;
  const centres = new Float32Array(bytes, at, cells * dimensions);
  at += centres.byteLength;
  const cellOf = new Uint32Array(bytes, at, blocks);
  at += cellOf.byteLength;
  const codebook = codebookOf(dimensions, centroids);
  const coded = new Uint8Array(bytes, at, end - at);
  return CodedVectors.from({ codebook, centres, cellOf, keys, blocks: coded });
}
