import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FloatRows } from '../../../../server/store/search/kernel/FloatRows.ts';
import { Kernel } from '../../../../server/store/search/kernel/Kernel.ts';
import { createUniform } from '../fixtures.ts';
import { buildKernel, kernelFolder } from './buildKernel.ts';

const uniform = createUniform(26);
const below = (limit: number) => Math.floor((uniform() + 0.5) * limit);
const { fround } = Math;

test('kernel.wasm is what kernel.wat comes to', async () => {
  assert.deepEqual(await buildKernel(), readFileSync(join(kernelFolder, 'kernel.wasm')));
});

/** What `scan` has to append, by a plain loop. */
function scanned(
  kernel: Kernel,
  {
    list,
    blocks,
    codes,
    tables,
  }: { list: number[]; blocks: number; codes: number; tables: number },
  threshold: number,
): [number, number][] {
  const { bytes, words } = kernel;
  return list.flatMap((block) => {
    const address = blocks + block * (64 + 16 * codes);
    return Array.from({ length: 32 }, (_, lane) => {
      let score = 0;
      for (let code = 0; code < codes; code++) {
        const byte = bytes[address + 64 + 16 * code + (lane % 16)]!;
        score += bytes[tables + 16 * code + (lane < 16 ? byte & 15 : byte >> 4)]!;
      }
      return { lane, score };
    })
      .filter(({ lane, score }) => (words[address / 4]! >>> lane) % 2 === 1 && score >= threshold)
      .map(({ lane, score }): [number, number] => [block * 32 + lane, score]);
  });
}

for (const codes of [4, 12, 192, 1024]) {
  test(`blocks of ${codes} codes are scored as a plain loop scores them, whole or in pieces`, () => {
    const kernel = new Kernel();
    const stride = 64 + 16 * codes;
    const tables = kernel.reserve(16 * codes);
    const listAt = kernel.reserve(64);
    const place = kernel.reserve(64);
    const out = kernel.reserve(8 * 32 * 12);
    const blocks = kernel.reserve(7 * stride);
    const { bytes, words } = kernel;
    // The largest entries everywhere must not run over, either.
    for (const entry of [() => below(64), () => 63]) {
      for (let i = 0; i < 16 * codes; i++) bytes[tables + i] = entry();
      for (let i = 0; i < 7 * stride; i++) bytes[blocks + i] = below(256);
      words[(blocks + 3 * stride) / 4] = 0;
      const list = [5, 0, 3, 6, 1, 1, 2];
      words.set(list, listAt / 4);
      for (const threshold of [0, 31.5 * codes + 20, 63 * codes, 65_535].map(Math.floor)) {
        const expected = scanned(kernel, { list, blocks, codes, tables }, threshold);
        for (const most of [0, 40, 1000]) {
          let end = out;
          let rounds = 0;
          const found: number[] = [];
          for (let at = listAt; at < listAt + 4 * list.length; at = words[place / 4]!) {
            end = kernel.scan(
              ...([at, listAt + 4 * list.length, blocks, stride, tables, 16 * codes] as const),
              ...([out, out + 8 * most, threshold, place] as const),
            );
            found.push(...words.subarray(out / 4, end / 4));
            rounds++;
          }
          assert.deepEqual(found, expected.flat());
          if (most === 0 && expected.length > 100) assert.ok(rounds > 1);
        }
      }
    }
  });
}

for (const dimensions of [1, 3, 16, 37, 512]) {
  test(`inner products of ${dimensions} values are what float32 makes of them`, () => {
    const rows = new FloatRows(new Kernel(), dimensions, 11);
    const draw = () => Float32Array.from({ length: dimensions }, uniform);
    const vectors = Array.from({ length: 11 }, draw);
    for (const [i, vector] of vectors.entries()) rows.at(i).set(vector);
    const query = draw();
    const lane = (vector: Float32Array, first: number) => {
      let sum = 0;
      for (let i = first; i < dimensions; i += 4)
        sum = fround(sum + fround(query[i]! * vector[i]!));
      return sum;
    };
    const expected = vectors.map((vector) => {
      const [a, b, c, d] = [0, 1, 2, 3].map((first) => lane(vector, first)) as [
        number,
        number,
        number,
        number,
      ];
      return fround(fround(a + c) + fround(b + d));
    });
    assert.deepEqual([...rows.products(query, 0, 11)], expected);
    assert.deepEqual([...rows.products(query, 4, 9)], expected.slice(4, 9));
  });
}

for (const [codes, width] of [
  [1, 1],
  [5, 2],
  [192, 2],
  [3, 7],
] as const) {
  test(`tables of ${codes} codes of ${width} values are what float32 makes of them`, () => {
    const kernel = new Kernel();
    const place = (count: number) => kernel.reserve(4 * count) / 4;
    const [centroids, piece] = [place(codes * width * 16), place(codes * width)];
    const [from, products] = [place(codes * 16), place(codes * 16)];
    const tables = kernel.reserve(16 * codes);
    const { floats, bytes } = kernel;
    for (const [at, count] of [
      [centroids, codes * width * 16],
      [piece, codes * width],
      [from, codes * 16],
    ] as const)
      for (let i = 0; i < count; i++) floats[at + i] = uniform();
    const end = 4 * (products + codes * 16);
    kernel.products(4 * centroids, 4 * piece, 4 * width, 4 * from, 4 * products, end);
    const expected = Array.from({ length: codes * 16 }, (_, i) => {
      const code = Math.floor(i / 16);
      let sum = floats[from + i]!;
      for (let j = 0; j < width; j++) {
        const centroid = floats[centroids + (code * width + j) * 16 + (i % 16)]!;
        sum = fround(sum + fround(floats[piece + code * width + j]! * centroid));
      }
      return sum;
    });
    assert.deepEqual([...floats.subarray(products, products + codes * 16)], expected);
    const ranged = expected.map((value, i) => {
      const first = i - (i % 16);
      return fround(value - Math.min(...expected.slice(first, first + 16)));
    });
    const scale = fround(63 / Math.max(...ranged));
    kernel.tables(4 * products, end, 63, tables);
    assert.deepEqual(
      [...bytes.subarray(tables, tables + 16 * codes)],
      ranged.map((value) => Math.floor(fround(fround(value * scale) + 0.5))),
    );
    floats.fill(0.25, products, products + codes * 16);
    kernel.tables(4 * products, end, 63, tables);
    assert.ok(bytes.subarray(tables, tables + 16 * codes).every((entry) => entry === 0));
  });
}

test('memory that is given back is found again, as zeros, by whoever wants as much', () => {
  const kernel = new Kernel();
  const rows = Array.from({ length: 3 }, () => new FloatRows(kernel, 6, 1000));
  const before = kernel.bytes.length;
  for (const one of rows) {
    one.at(7).fill(Number.NaN);
    one.release();
  }
  const again = Array.from({ length: 3 }, () => new FloatRows(kernel, 5, 1000));
  assert.equal(kernel.bytes.length, before);
  const query = Float32Array.of(1, 2, 3, 4, 5);
  for (const one of again) assert.deepEqual([...one.products(query, 4, 9)], [0, 0, 0, 0, 0]);
});
