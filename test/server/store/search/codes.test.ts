import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Cells } from '../../../../server/store/search/codes/Cells.ts';
import { learnCodebook } from '../../../../server/store/search/codes/Codebook.ts';
import { CodedVectors } from '../../../../server/store/search/codes/CodedVectors.ts';
import { loadCoded, saveCoded } from '../../../../server/store/search/codes/codedFile.ts';
import { keepBest } from '../../../../server/store/search/kernel/keepBest.ts';
import { Team } from '../../../../server/store/search/kernel/Team.ts';
import { dot, normalised } from '../../../../server/store/vectors.ts';
import { temporaryFolder } from '../../helpers.ts';
import { createUniform, randomVectors } from '../fixtures.ts';

function resultOf<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function coded(units: readonly Float32Array[], cells: number): CodedVectors {
  const dimensions = units[0]!.length;
  const rows = Float32Array.from(units.flatMap((unit) => [...unit]));
  const centres = resultOf(Cells.learn(rows, dimensions, cells));
  const vectors = new CodedVectors(resultOf(learnCodebook(rows, dimensions, 512)), centres);
  for (const [i, unit] of units.entries()) vectors.add(i + 1, unit);
  return vectors;
}

const alone = new Team(1);
const nearest = (vectors: CodedVectors, unit: Float32Array, probes: number, count: number) =>
  vectors.nearest([{ unit, probes, count }], alone, true)[0]!;

test('the best of pairs come to the front, whatever their order and how many are the same', () => {
  const uniform = createUniform(3);
  for (const [length, count, values] of [
    [1, 1, 5],
    [7, 7, 5],
    [400, 1, 1000],
    [400, 37, 1000],
    [400, 123, 3],
    [400, 399, 1],
  ] as const) {
    const scores = Array.from({ length }, () => Math.floor((uniform() + 0.5) * values));
    const pairs = Uint32Array.from([9, 9, ...scores.flatMap((score, i) => [i, score])]);
    const sorted = scores.toSorted((a, b) => b - a).slice(0, count);
    assert.equal(keepBest(pairs, 2, length, count), sorted.at(-1));
    const kept = Array.from({ length: count }, (_, i) => pairs[2 + 2 * i]!);
    assert.equal(new Set(kept).size, count);
    assert.deepEqual(
      kept.map((i) => scores[i]!).sort((a, b) => b - a),
      sorted,
    );
  }
});

// Odd and even, fewer and more than a block holds, and so long that a code stands for three values.
for (const [count, dimensions, cells] of [
  [1, 8, 1],
  [33, 5, 2],
  [700, 48, 16],
  [40, 2051, 4],
] as const) {
  test(`${count} vectors of ${dimensions} are found by their codes, before and after a file`, async () => {
    const units = randomVectors(count, dimensions, 4).map(normalised);
    const vectors = coded(units, cells);
    const path = join(await temporaryFolder(), 'vectors.codes');
    saveCoded(path, vectors);
    const loaded = loadCoded(path, dimensions);
    assert.equal(loaded.size, count);
    for (const query of randomVectors(10, dimensions, 5).map(normalised)) {
      const all = nearest(vectors, query, cells, count);
      assert.deepEqual(
        all.toSorted((a, b) => a - b),
        units.map((_, i) => i + 1),
      );
      const wanted = Math.min(count, 100);
      const found = nearest(vectors, query, cells, wanted);
      assert.deepEqual(nearest(loaded, query, cells, wanted), found);
      assert.equal(new Set(found).size, wanted);
      const scores = units.map((unit, i) => ({ key: i + 1, score: dot(unit, query, 0) }));
      const truth = scores.sort((a, b) => b.score - a.score).slice(0, 10);
      const met = truth.filter(({ key }) => found.includes(key)).length;
      assert.ok(met >= Math.min(count, 10) - 1, `${met} of the ten nearest`);
      const some = new Set(nearest(vectors, query, Math.ceil(cells / 2), count));
      assert.ok(some.size <= count && all.length >= some.size);
    }
    // What is added after a file was read is found beside what came from it.
    loaded.add(count + 1, units[0]!);
    const [first, second] = nearest(loaded, units[0]!, cells, count + 1);
    assert.ok([first, second].includes(count + 1));
  });
}

test('vectors that are all the same are all found', () => {
  const units = Array.from({ length: 100 }, () => normalised(Float32Array.of(1, 2, 3)));
  const vectors = coded(units, 4);
  assert.equal(nearest(vectors, units[0]!, 4, 1000).length, 100);
});

test('threads find together what one finds, of one search and of many', async () => {
  const units = randomVectors(20_000, 24, 6).map(normalised);
  const vectors = coded(units.slice(0, 2000), 16);
  for (const [i, unit] of units.slice(2000).entries()) vectors.add(2001 + i, unit);
  const team = new Team(3);
  const queries = randomVectors(150, 24, 7).map(normalised);
  for (const [probes, count, together] of [
    [16, 50, 1],
    [16, 20_000, 1],
    [9, 3, 5],
    [16, 1500, 150],
  ] as const) {
    const searches = queries.slice(0, together).map((unit) => ({ unit, probes, count }));
    // Of those whose scores are the same any may be the last.
    const sure = (found: number[][]) => found.map((keys) => keys.slice(0, -1).length);
    const found = vectors.nearest(searches, team, true);
    const expected = vectors.nearest(searches, alone, true);
    assert.deepEqual(sure(found), sure(expected));
    for (const [i, keys] of found.entries()) {
      const same = new Set(expected[i]).intersection(new Set(keys)).size;
      assert.ok(same >= 0.98 * keys.length - 1, `${same} of ${keys.length}`);
    }
  }
  team.close();
});

test('memory that was given back has nothing left in it for the next vectors', () => {
  const [one, other] = [8, 9].map((seed) => randomVectors(900, 32, seed).map(normalised)) as [
    Float32Array[],
    Float32Array[],
  ];
  const found = (vectors: CodedVectors) =>
    one.slice(0, 20).map((unit) => nearest(vectors, unit, 3, 60));
  const fresh = coded(other, 8);
  const expected = found(fresh);
  coded(one, 4).release();
  assert.deepEqual(found(coded(other, 8)), expected);
});
