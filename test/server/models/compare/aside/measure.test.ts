import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from '@selfsame/models';
import { Aside } from '../../../../../server/models/compare/aside/Aside.ts';
import { measure } from '../../../../../server/models/compare/aside/measure.ts';
import { augmentedView } from '../../../../../server/models/compare/aside/view.ts';
import { overlaps } from '../../../../../server/models/compare/changes.ts';
import { rowsOf } from '../../../../../server/models/compare/rows.ts';
import { picture } from '../../../helpers.ts';

const at = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
};
const circle = (...degrees: number[]) => Float32Array.from(degrees.flatMap(at));
const unlabelled = (count: number) => new Int32Array(count).fill(-1);

test('each view finds its own picture at its place', () => {
  const pictures = circle(0, 30, 90, 180);
  // The last is nearer to 90, and to 30, than to its own.
  const views = circle(5, 45, 90, 100);
  const labels = unlabelled(4);
  const { places, right, nearest } = measure({ pictures, views, dimensions: 2, labels });
  assert.deepEqual([...places], [1, 1, 1, 3]);
  assert.deepEqual(right, []);
  assert.deepEqual(
    nearest.map(({ indices }) => [...indices]),
    [
      [1, 2, 3],
      [0, 2, 3],
      [1, 0, 3],
      [2, 1, 0],
    ],
  );
});

test('what is as near as the own picture is before it', () => {
  const same = circle(10, 10, 10);
  const { places, spread, rankMe } = measure({
    ...{ pictures: same, views: same },
    ...{ dimensions: 2, labels: unlabelled(3) },
  });
  assert.deepEqual([...places], [3, 3, 3]);
  assert.ok(spread < 1e-6);
  assert.ok(Math.abs(rankMe - 1) < 1e-3);
});

test('neighbours with labels tell the class, each picture by the others', () => {
  // The fourth is alone in its class, the last without one and nearest to all.
  const pictures = circle(0, 10, 100, 110, 5);
  const { right } = measure({
    ...{ pictures, views: pictures, dimensions: 2 },
    labels: Int32Array.of(0, 0, 1, 2, -1),
  });
  assert.deepEqual(right, [true, true, false, false]);
});

test('RankMe: as many as there are directions', () => {
  const axes = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1);
  const { rankMe } = measure({ pictures: axes, views: axes, dimensions: 3, labels: unlabelled(6) });
  assert.ok(Math.abs(rankMe - 3) < 1e-3, String(rankMe));
});

test('vectors that have no direction are zeros, and told', () => {
  const good = [3, 4];
  const sample = [
    [good, [0, 0]],
    [[Number.NaN, 1], good],
    [
      [Number.POSITIVE_INFINITY, 1],
      [0, 0],
    ],
    [good, good],
  ].map(([own, view]) => ({
    vectors: [Float32Array.from(own!)],
    ofView: [Float32Array.from(view!)],
  }));
  const { pictures, views, broken } = rowsOf(sample, 0);
  const tenths = (values: Float32Array) => [...values].map((value) => Math.round(value * 10));
  assert.deepEqual(tenths(pictures), [6, 8, 0, 0, 0, 0, 6, 8]);
  assert.deepEqual(tenths(views), [0, 0, 6, 8, 0, 0, 6, 8]);
  assert.equal(broken, 3);
});

test('what is lost and what is gained, and what of the neighbours stays', () => {
  const change = changeOf([true, true, false, false, true], [true, false, true, false, false]);
  assert.deepEqual(change, { lost: 2, gained: 1 });
  const nearest = (...indices: number[]) => ({
    indices: Int32Array.from(indices),
    similarities: new Float32Array(indices.length),
  });
  assert.deepEqual(overlaps([nearest(1, 2, 3, 4)], [nearest(4, 9, 2, 8)]), [0.5]);
});

test('a process of its own measures the same, until it is cancelled', async () => {
  const views = circle(1, 20, 70);
  const rows = { pictures: circle(0, 30, 90), views, dimensions: 2, labels: unlabelled(3) };
  const stop = new AbortController();
  using aside = new Aside(stop.signal);
  assert.deepEqual(await aside.measure([rows, rows]), [measure(rows), measure(rows)]);
  const measuring = aside.measure([rows]);
  stop.abort(new Error('enough'));
  await assert.rejects(measuring, /enough/);
  await assert.rejects(aside.measure([rows]), /enough/);
});

test('what it cannot draw is the fault of the picture, and it works on', async () => {
  using aside = new Aside(new AbortController().signal);
  const copy = await picture(1);
  const drawing = [Buffer.from('no picture'), copy].map((one, i) =>
    aside.draw({ copy: one, seed: 1, id: `${i}` }),
  );
  await assert.rejects(drawing[0]!, { code: 'picture_unreadable' });
  assert.deepEqual((await drawing[1]!).view, await augmentedView(copy, 1, '1'));
});
