import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, cp, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockWork } from '../../../cli/refresh/lock.ts';
import { waitForNotice } from '../../../cli/refresh/notice.ts';
import { prepare } from '../../../cli/refresh/prepare.ts';
import { refresh } from '../../../cli/refresh/refreshCommand.ts';
import { noteRound } from '../../../cli/refresh/round.ts';
import { findBundle } from '../../../models/index.ts';
import { modelCallsOf } from '../../../server/client/activation/calls.ts';
import { callerOf } from '../../../server/client/call.ts';
import { selfsame, startSelfsame } from '../../server/client/selfsame.ts';
import { picture, startServer, temporaryFolder, until } from '../../server/helpers.ts';
import { publishStandIn } from '../../server/standIn.ts';
import { makePictures, runTrainer } from '../../trainer/run/cli.ts';

const root = await temporaryFolder();
const models = join(root, 'models');
const small = [
  ...['--batch', '8', '--projector-width', '16', '--threads', '2'],
  ...['--cache', join(root, 'cache')],
];
const begun = await runTrainer(
  ...['--data', await makePictures(join(root, 'first'), 24), '--run', join(root, 'run')],
  ...['--name', 'mine', '--models', models, '--size', '16', '--steps', '3', ...small],
);
assert.equal(begun.code, 0, begun.output);
const bundle = await findBundle(models, 'mine/1');
const { http, url } = await startServer({ bundle, settings: { models } });
const at = '/v1/collections/default';
const count = 24;
for (let i = 0; i < count; i++)
  await http
    .put(`${at}/items/${i % 2 === 0 ? 'even' : 'odd'}%2F${i}`)
    .send(await picture(i))
    .expect(201);

const work = join(root, 'work');
const where = ['--models', models, '--url', url, '--work', work];
const args = (...more: string[]) => ['refresh', '--collection', 'default', ...where, ...more];
// So small, a model may well do worse than another.
const steps = ['--steps', '4', ...small, '--force'];
const modelOf = async () => (await http.get(at).expect(200)).body.model;

test('a round goes from the pictures that are kept to a collection that is searched by a new model', async () => {
  const { code, out, err } = await selfsame(...args(...steps));
  assert.equal(code, 0, err);
  assert.match(out, /^round 1 of default, from mine\/1, in /m);
  assert.match(out, /^1 of 4, pictures: 24 pictures written to .*, 0 there already$/m);
  assert.match(out, /^2 of 4, training: mine\/2 is published in /m);
  assert.match(out, /^3 of 4, noticed: the server has verified mine\/2$/m);
  assert.match(out, /^ +mine\/1 +mine\/2\nown picture nearest /m);
  assert.match(out, /^4 of 4, activated: round 1 went from mine\/1 to mine\/2$/m);
  assert.match(err, /^init: encoder and projector from step 3 /m);
  assert.equal(await modelOf(), 'mine/2');
  const { results, model } = (
    await http
      .post(`${at}/search?k=1`)
      .send(await picture(3))
      .expect(200)
  ).body;
  assert.deepEqual([results[0].id, model], ['odd/3', 'mine/2']);
  const page = await readFile(join(work, 'rounds/1/compare.html'), 'utf8');
  assert.match(page, /mine\/2 beside mine\/1/);
});

test('stopped while it trains, the same command goes on; flags of another training are refused', async () => {
  const long = args('--steps', '60', '--checkpoint-every', '5', ...small, '--force');
  const { child, ended } = startSelfsame(long);
  await until(() => existsSync(join(work, 'rounds/2/run/metrics.jsonl')));
  child.kill('SIGINT');
  const stopped = await ended;
  assert.equal(stopped.code, 130, stopped.err);
  assert.match(stopped.out, /^round 2 of default, from mine\/2, in /m);
  assert.match(stopped.err, /stopped after step \d+ of 60; the same command goes on from there$/m);
  assert.equal(await modelOf(), 'mine/2');

  const other = await selfsame(...args(...steps));
  assert.equal(other.code, 1);
  assert.match(other.err, /^error round_begun: .*another setting of the training/m);
  const { code, out, err } = await selfsame(...args('--force'));
  assert.equal(code, 0, err);
  assert.doesNotMatch(out, /^1 of 4/m);
  assert.match(out, /^4 of 4, activated: round 2 went from mine\/2 to mine\/3$/m);
  assert.equal(await modelOf(), 'mine/3');
  assert.deepEqual((await readdir(join(models, 'mine'))).sort(), ['1', '2', '3']);
});

test('what the server does not see, or rejects, is told of', async () => {
  const elsewhere = join(root, 'elsewhere');
  const unseen = await publishStandIn(elsewhere, 'other');
  const calls = modelCallsOf(callerOf(url));
  const { signal } = new AbortController();
  await assert.rejects(waitForNotice(calls, 'other/1', elsewhere, url, signal, 500), {
    code: 'model_not_seen',
    message: `The server at ${url} does not see other/1, which is published in ${elsewhere}.`,
  });
  // Of the same name as another one, that the server knows.
  await cp(unseen.dir, join(models, 'other/1'), { recursive: true });
  await appendFile(join(models, 'other/1/encoder.onnx'), 'more');
  await assert.rejects(waitForNotice(calls, 'other/1', elsewhere, url, signal), {
    code: 'model_rejected',
    message: /bundle_corrupt/,
  });
  const there = ['--models', elsewhere, '--url', url, '--work', join(root, 'there')];
  const { code, err } = await selfsame('refresh', '--collection', 'default', ...there, ...steps);
  assert.equal(code, 1);
  assert.match(err, /^error model_elsewhere: The bundle of mine\/3, /m);
});

test('what cannot be done is told with its remedy', async () => {
  await http.put('/v1/collections/empty').expect(201);
  const cases: [string[], RegExp, number][] = [
    [['--collection', 'empty'], /^error collection_not_searched: /m, 1],
    [['--collection', 'none'], /^error collection_not_found: /m, 1],
    [[], /--collection: needs the name of a collection/, 2],
    [['--collection', 'default', '--init', 'x'], /--init is unknown/, 2],
    [['--collection', 'default', '--stesp', '3'], /did you mean --steps\?/, 2],
  ];
  for (const [i, [more, message, code]] of cases.entries()) {
    const at = ['--models', models, '--url', url, '--work', join(root, `work${i}`)];
    const told = await selfsame('refresh', ...more, ...at);
    assert.equal(told.code, code, told.err);
    assert.match(told.err, message);
    assert.ok(!existsSync(join(root, `work${i}`)) || more.includes('default'));
  }
});

test('a key that may not have the collection follow is told before anything is written', async () => {
  const [key, to] = ['write-key-0123456789', join(root, 'unkeyed')];
  const keyed = await startServer({ bundle, settings: { models, apiKeys: `write:${key}` } });
  await keyed.http
    .put(`${at}/items/a`)
    .auth(key, { type: 'bearer' })
    .send(await picture(1))
    .expect(201);
  process.env.SELFSAME_API_KEY = key;
  const begun = refresh(['--collection', 'default', '--url', keyed.url, '--work', to]);
  await assert.rejects(begun, { code: 'access_denied', remedy: /"admin"/ });
  delete process.env.SELFSAME_API_KEY;
  assert.ok(!existsSync(to));
});

test('what would end a round late is told before it begins', async () => {
  const to = join(root, 'early');
  const early = (...more: string[]) =>
    refresh(['--collection', 'default', '--url', url, '--work', to, ...more]);
  const moved = join(root, 'moved');
  await cp(join(models, 'mine'), join(moved, 'mine'), { recursive: true });
  await assert.rejects(early('--models', moved), {
    code: 'models_not_seen',
    message: `The server at ${url} looks for models in ${models}, and not in ${moved}.`,
  });
  const linked = join(root, 'linked');
  await symlink(models, linked);
  await assert.rejects(early('--models', linked, '--batch', '64'), {
    code: 'collection_too_small',
    remedy: /^Give a --batch of at most 24, /,
  });
  assert.deepEqual(await readdir(to), ['lock']);
  const unlock = lockWork(to);
  await assert.rejects(early('--models', models), { code: 'work_locked' });
  unlock();
  await http.put('/v1/collections/second').expect(201);
  await http
    .put('/v1/collections/second/items/a')
    .send(await picture(1))
    .expect(201);
  const foreign = await publishStandIn(join(root, 'foreign'), 'foreign');
  const call = callerOf(url);
  const round = {
    ...{ number: 1, folder: to, collection: 'default', before: 'foreign/1', init: foreign.dir },
    ...{ name: 'mine', models, training: ['--batch=8'] },
    ...{ exported: false, published: null, outcome: null },
  };
  const theirs = join(root, 'theirs');
  noteRound({ ...round, number: 1, folder: join(theirs, 'rounds/1') });
  await assert.rejects(
    refresh(['--collection', 'second', '--url', url, '--work', theirs, '--models', models]),
    { code: 'work_of_other_collection', remedy: /--collection default\.$/ },
  );
  await assert.rejects(
    prepare({ round, anew: true }, to, { call, calls: modelCallsOf(call), url }),
    { code: 'init_graph_foreign' },
  );
});
