import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { modelCallsOf } from '../../../../server/client/activation/calls.ts';
import { noStages } from '../../../../server/client/activation/stages.ts';
import { watchActivation } from '../../../../server/client/activation/watch.ts';
import { callerOf } from '../../../../server/client/call.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';
import { selfsame, startSelfsame } from '../selfsame.ts';

const folder = await temporaryFolder();
const models = join(folder, 'models');
const first = await publishStandIn(models, 'mine', 'one');
await publishStandIn(models, 'mine', 'two', 90);
await publishStandIn(models, 'collapsed', 'three', 1e6);
const { http, url } = await startServer({ bundle: first, settings: { models } });
const at = ['--url', url];
const count = 20;
for (let i = 0; i < count; i++)
  await http
    .put(`/v1/collections/default/items/p${i}`)
    .send(await picture(i))
    .expect(201);

const modelOf = async () => (await http.get('/v1/collections/default').expect(200)).body.model;

test('models are listed, for people and for programs', async () => {
  const { code, out, err } = await selfsame('models', 'list', ...at);
  assert.equal(code, 0, err);
  assert.match(out, /^model +state +collections +dimensions +device +pictures\/s +created$/m);
  assert.match(out, /^mine\/1 \* +active +default +192 +cpu +\d+ +\d{4}-\d\d-\d\d$/m);
  assert.match(out, /^mine\/2 +available +- +192 +- +- +\d{4}-\d\d-\d\d$/m);
  const told = JSON.parse((await selfsame('models', 'list', '--json', ...at)).out);
  assert.equal(told.length, 3);
});

test('a model is activated by its name, rolled back, and dropped', async () => {
  const page = join(folder, 'compare.html');
  const lacking = await selfsame('models', 'missing', 'mine/2', ...at);
  assert.deepEqual([lacking.code, lacking.out], [0, `default: ${count} to embed\n`]);
  const done = await selfsame('models', 'activate', 'mine', '--report', page, ...at);
  assert.equal(done.code, 0, done.err);
  assert.match(done.err, /^loading \.\.\.$/m);
  assert.match(done.out, /^ +mine\/1 +mine\/2\nown picture nearest +\S+ % +\S+ %$/m);
  assert.match(done.out, /^mine\/2 is in use: default\.$/m);
  assert.match(await readFile(page, 'utf8'), /mine\/2 beside mine\/1/);
  assert.equal(await modelOf(), 'mine/2');

  const unnamed = await selfsame('models', 'rollback', '--collections', 'default,,b', ...at);
  assert.equal(unnamed.code, 2);
  assert.match(unnamed.err, /--collections: has an empty name/);
  const back = await selfsame('models', 'rollback', ...at);
  const serves = 'New collections, and requests that name no model, have it now.\n';
  const said = `mine/1 is in use: default.\n${serves}`;
  assert.deepEqual([back.code, back.out], [0, said], back.err);
  const same = await selfsame('models', 'activate', 'mine/1', ...at);
  const nothing = `mine/1 is in use: default.\nNo collection had to follow.\n${serves}`;
  assert.deepEqual([same.code, same.out], [0, nothing], same.err);
  assert.equal(await modelOf(), 'mine/1');
  // Of named collections it is their model that is left, whichever serves.
  const only = ['--collections', 'default'];
  assert.equal((await selfsame('models', 'activate', 'mine/2', ...only, ...at)).code, 0);
  const left = await selfsame('models', 'rollback', ...only, ...at);
  assert.deepEqual([left.code, left.out], [0, 'mine/1 is in use: default.\n'], left.err);
  const dropped = await selfsame('models', 'drop', 'mine/2', ...at);
  assert.deepEqual([dropped.code, dropped.out], [0, `${count} vectors of mine/2 are dropped.\n`]);
  const none = await selfsame('models', 'rollback', 'mine/1', ...at);
  assert.equal(none.code, 1);
  assert.match(none.err, /^error no_previous_model: /);
});

test('one that is refused ends with 1 and the reasons; --json prints the job alone', async () => {
  const refused = await selfsame('models', 'activate', 'collapsed/1', ...at);
  assert.equal(refused.code, 1);
  assert.match(refused.out, /^collapsed\/1 is refused:\n {2}collapsed_spread: /m);
  assert.match(refused.err, /with --force/);
  const told = await selfsame('models', 'activate', 'collapsed', '--json', ...at);
  assert.equal(told.code, 1);
  const job = JSON.parse(told.out);
  assert.deepEqual([job.state, job.error.code], ['failed', 'gate_refused']);
  assert.equal(await modelOf(), 'mine/1');
});

test('what is under way is joined, left to the server, paused, gone on with and undone', async () => {
  const only = ['--collections', 'default', ...at];
  const begun = await selfsame('models', 'activate', 'mine/2', '--no-wait', ...only);
  const watch = /^Begun\. Watch it: selfsame models activate mine\/2 --collections default$/m;
  assert.match(begun.out, watch);
  const paused = await selfsame('models', 'pause', ...at);
  // On a fast machine it may be at its end already; then there is nothing more to see here.
  if (paused.code === 1) return;
  assert.match(paused.out, /^mine\/2: paused, /);
  const listed = await selfsame('models', 'list', ...at);
  assert.match(listed.out, /^mine\/2 +activating /m);
  assert.match(listed.out, /^taken into use: mine\/2: paused, /m);
  const { next } = (await http.get('/v1/collections/default').expect(200)).body;
  if (next !== null)
    assert.match(listed.out, /^default is searched by mine\/1, and embedded by mine\/2 as well$/m);
  const busy = await selfsame('models', 'activate', 'collapsed/1', ...at);
  assert.match(busy.err, /^error activation_busy: .* undo it: selfsame models cancel\.?$/m);

  const joined = startSelfsame(['models', 'activate', 'mine/2', ...only]);
  await joined.said(/\.\.\.|pictures/);
  joined.child.kill('SIGINT');
  const left = await joined.ended;
  assert.ok([0, 130].includes(left.code as number), left.err);
  if (left.code === 130) assert.match(left.err, /End and undo it: selfsame models cancel$/m);
  const rest = await selfsame('models', 'activate', 'mine/2', ...only);
  assert.equal(rest.code, 0, rest.err);
  assert.equal(await modelOf(), 'mine/2');

  const again = await selfsame('models', 'activate', 'collapsed', '--force', '--no-wait', ...at);
  assert.equal(again.code, 0, again.err);
  const cancelled = await selfsame('models', 'cancel', ...at);
  if (cancelled.code === 1) return;
  assert.match(cancelled.out, /^collapsed\/1: cancelled, /);
  assert.equal(await modelOf(), 'mine/2');
});

test('items that would be lacking are told before, with what to do', async () => {
  const vector = Array.from({ length: 192 }, (_, i) => (i === 0 ? 1 : 0));
  await http.put('/v1/collections/mixed').expect(201);
  const item = '/v1/collections/mixed/items';
  await http
    .put(`${item}/p`)
    .send(await picture(1))
    .expect(201);
  const { model } = (await http.get('/v1/collections/mixed')).body;
  await http.put(`${item}/v`).send({ vector, model }).expect(201);
  const other = model === 'mine/1' ? 'mine/2' : 'mine/1';
  const only = ['--collections', 'mixed', ...at];
  const refused = await selfsame('models', 'activate', other, ...only);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^error items_lacking: .*--on-missing drop-from-search/);
  const told = await selfsame('models', 'missing', other, ...at);
  assert.match(told.out, /^mixed: 1 to embed\n {2}put in as vectors: 1 \(v\)$/m);
  const done = await selfsame(
    ...['models', 'activate', other, ...only, '--on-missing', 'drop-from-search'],
  );
  assert.deepEqual(
    [done.code, done.out.trim().split('\n').at(-1)],
    [0, `${other} is in use: mixed.`],
  );
});

test('of a job that a server started anew knows nothing of, the collections tell', async () => {
  const { data } = (await http.get('/v1/jobs').expect(200)).body;
  const calls = modelCallsOf(callerOf(url));
  const { signal } = new AbortController();
  const gone = { ...data.at(-1), id: 'gone', state: 'running', collections: ['default'] };
  const done = { ...gone, model: await modelOf() };
  assert.equal((await watchActivation(calls, done, noStages, signal)).state, 'done');
  const other = { ...gone, model: 'mine/9' };
  await assert.rejects(watchActivation(calls, other, noStages, signal), {
    code: 'activation_forgotten',
  });
});

test('one that was published just now is waited for', async () => {
  await publishStandIn(models, 'late', 'four', 100);
  const done = await selfsame(
    'models',
    'activate',
    'late/1',
    '--collections',
    'mixed',
    '--on-missing',
    'drop-from-search',
    ...at,
  );
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /^late\/1 is in use: mixed\.$/m);
});

test('what cannot be done is told with its remedy', async () => {
  const cases: [string[], RegExp, number][] = [
    [['activate', 'none', ...at], /^error model_not_found: .* there is: mine\/1/, 1],
    [['cancel', ...at], /^error activation_not_found: /, 1],
    [['drop', 'mine', ...at], /"mine" is no name\/version/, 2],
    [['activate', 'mine', '--on-missing', 'x'], /--on-missing: is neither/, 2],
    [['activate', '--url', url], /a model is wanted/, 2],
    [['activat'], /did you mean activate\?/, 2],
  ];
  for (const [args, message, code] of cases) {
    const told = await selfsame('models', ...args);
    assert.equal(told.code, code, `${args} ${told.err}`);
    assert.match(told.err, message);
  }
});
