import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Bundle } from '../../../../models/index.ts';
import { modelName, pictureLimits } from '../../../../models/index.ts';
import { openAlone } from '../../../../server/client/alone.ts';
import { makeCopy, previewRule } from '../../../../server/embed/decode/copy.ts';
import { compareModels } from '../../../../server/models/compare/compareModels.ts';
import { judge } from '../../../../server/models/compare/judge.ts';
import { copiesBy, type Side, sideOf } from '../../../../server/models/compare/side.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';

const root = await temporaryFolder();
const standIn = await publishStandIn(root, 'stand-in');
const pictures = await Promise.all(
  Array.from({ length: 60 }, async (_, i) => ({
    ...{ id: `${i}.png`, bytes: await picture(i) },
    label: i < 30 ? String(i % 2) : null,
  })),
);

async function open(bundle: Bundle): Promise<Side> {
  const alone = await openAlone(bundle);
  after(() => alone.close());
  return { name: modelName(bundle.card), embed: (one) => alone.embed(one) };
}

const side = await open(standIn);
const options = {
  ...{ present: side, candidate: side, pictures, seed: 1 },
  makeCopy: async (one: Buffer) => (await makeCopy(one, previewRule, pictureLimits)).bytes,
  signal: new AbortController().signal,
};

test('a model beside itself: the same figures, the same neighbours, and it passes', async () => {
  const done: number[] = [];
  const { comparison, thumbnails } = await compareModels({
    ...options,
    onProgress: (count) => done.push(count),
  });
  const { present, candidate, changes, queries } = comparison;
  assert.equal(comparison.agreement, 1);
  assert.deepEqual([comparison.pictures, comparison.leftOut, comparison.classes], [60, 0, 2]);
  const { picturesPerSecond: before, ...figures } = present;
  const { picturesPerSecond: now, ...others } = candidate;
  assert.deepEqual(figures, others);
  assert.ok(before > 0 && now > 0);
  assert.ok(figures.recall10 > figures.recall1 && figures.recall1 > 0.1, String(figures.recall1));
  assert.ok(figures.knn !== null && figures.rankMe > 2 && figures.rankMe < 60);
  const none = { lost: 0, gained: 0 };
  assert.deepEqual(changes, { recall1: none, recall10: none, knn: none });
  assert.deepEqual(judge(comparison), { passes: true, reasons: [] });
  assert.deepEqual(done, [16, 32, 48, 60]);
  assert.equal(queries.length, 40);
  for (const { id, present } of queries)
    for (const one of [id, ...present.map((neighbour) => neighbour.id)])
      assert.ok(thumbnails.has(one), one);
});

test('a model that has collapsed is refused, and one that gives no numbers', async () => {
  const collapsed = await open(await publishStandIn(root, 'collapsed', '', 1e6));
  const { comparison } = await compareModels({ ...options, candidate: collapsed });
  const { passes, reasons } = judge(comparison);
  const codes = reasons.map(({ code }) => code);
  assert.ok(!passes);
  for (const code of ['collapsed_spread', 'collapsed_rank', 'recall10_worse'] as const)
    assert.ok(codes.includes(code), codes.join());
  const broken: Side = {
    name: 'broken/1',
    async embed(one, signal) {
      const vector = await side.embed(one, signal);
      return one.length % 2 === 0 ? vector.fill(Number.NaN) : vector;
    },
  };
  const other = await compareModels({ ...options, candidate: broken, limit: 20 });
  assert.equal(judge(other.comparison).reasons[0]!.code, 'not_finite');
  assert.ok(Number.isFinite(other.comparison.candidate.rankMe));
  const back = await compareModels({ ...options, present: collapsed, limit: 20 });
  assert.ok(judge(back.comparison).passes, 'a sound one takes the place of one that has collapsed');
});

test('what cannot be decoded is counted and left out; too few are too few', async () => {
  const told: string[] = [];
  const cut = { id: 'cut.png', bytes: pictures[0]!.bytes.subarray(0, 900), label: null };
  const onLeftOut = (id: string, { code }: { code: string }) => told.push(`${id} ${code}`);
  const few = [cut, ...pictures.slice(0, 12), { ...cut, id: 'text.png', bytes: Buffer.from('no') }];
  const { comparison } = await compareModels({ ...options, pictures: few, onLeftOut });
  assert.deepEqual([comparison.pictures, comparison.leftOut], [12, 2]);
  assert.deepEqual(told, ['cut.png picture_unreadable', 'text.png picture_unsupported']);
  const limited = await compareModels({ ...options, limit: 5 });
  assert.deepEqual([limited.comparison.pictures, limited.comparison.neighbours], [5, 4]);
  await assert.rejects(compareModels({ ...options, pictures: [cut, pictures[0]!] }), {
    code: 'sample_too_small',
    message: /these 1 can be used and 1 cannot/,
  });
});

test('it ends when it is cancelled, and when an encoder does not work', async () => {
  const stop = new AbortController();
  const cancel = (done: number) => done === 32 && stop.abort(new Error('enough'));
  await assert.rejects(
    compareModels({ ...options, signal: stop.signal, onProgress: cancel }),
    /enough/,
  );
  const failing: Side = {
    name: 'failing/1',
    embed: () => Promise.reject(Object.assign(new TypeError('a bug'))),
  };
  await assert.rejects(compareModels({ ...options, candidate: failing }), /a bug/);
});

test("a server's encoders are compared by its own decoders", async () => {
  const { services } = await startServer({ bundle: standIn });
  const { serving } = services.encoders;
  const { comparison } = await compareModels({
    ...{ present: sideOf(serving), candidate: side, makeCopy: copiesBy(serving) },
    ...{ pictures, seed: 1, limit: 24, signal: options.signal },
  });
  assert.equal(comparison.present.name, 'stand-in/1');
  assert.ok(comparison.agreement > 0.99, String(comparison.agreement));
  assert.equal(comparison.present.recall1, comparison.candidate.recall1);
});
