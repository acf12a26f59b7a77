import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { ClientError, createClient, type Outcome } from '../../client/index.ts';
import { inOrder } from '../../client/inOrder.ts';
import { picture, startServer, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';

const models = await temporaryFolder();
const bundle = await publishStandIn(models, 'mine', 'one');
await publishStandIn(models, 'mine', 'two', 90);
const { url } = await startServer({ bundle, settings: { models } });
const client = createClient({ url });
const pictures = await Promise.all([1, 2, 3].map(picture));
const [first] = pictures as [Buffer];

const refusal = (code: string, status: number | null) => (error: unknown) => {
  assert.ok(error instanceof ClientError);
  assert.deepEqual([error.code, error.status], [code, status]);
  assert.ok(error.remedy.length > 0 && !error.message.includes(error.remedy));
  return true;
};

test('embeds, puts, lists, searches, finds duplicates and deletes', async () => {
  const { vector, model } = await client.embed(first);
  assert.equal(model, 'mine/1');
  assert.equal(vector.length, bundle.card.dimensions);
  assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-5);

  assert.equal((await client.collections.put('shop', { keep: 'original' })).keep, 'original');
  const kinds = ['plant', 'boat', 'plant'];
  async function* items() {
    for (const [i, bytes] of pictures.entries())
      yield {
        id: `a/${i}`,
        picture: new Blob([Uint8Array.from(bytes)]),
        metadata: { kind: kinds[i] },
      };
    yield { id: 'torn', picture: first.subarray(0, 60) };
    yield { id: 'copy', vector, model };
  }
  const outcomes: Outcome<{ id: string }, { id: string }>[] = [];
  for await (const one of client.items.putMany('shop', items(), { concurrency: 2 }))
    outcomes.push(one);
  assert.deepEqual(
    outcomes.map((one) => (one.ok ? one.value.id : (one.error as ClientError).code)),
    ['a/0', 'a/1', 'a/2', 'picture_unreadable', 'copy'],
  );
  assert.deepEqual(
    outcomes.map(({ index }) => index),
    [0, 1, 2, 3, 4],
  );

  const { updated } = await client.items.get('shop', 'a/1');
  const late = client.items.put('shop', 'a/1', { vector, model }, { onlyIfNew: true });
  await assert.rejects(late, refusal('item_exists', 412));
  assert.equal((await client.items.get('shop', 'a/1')).updated, updated);
  const both = await Promise.allSettled(
    [1, 2].map(() => client.items.put('shop', 'new', { picture: first }, { onlyIfNew: true })),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await client.items.delete('shop', 'new');

  const ids = async (options: Parameters<typeof client.items.list>[1]) => {
    const found: string[] = [];
    for await (const { id } of client.items.list('shop', options)) found.push(id);
    return found.toSorted();
  };
  assert.deepEqual(await ids({ limit: 1 }), ['a/0', 'a/1', 'a/2', 'copy']);
  const filter = { field: 'kind', eq: 'plant' };
  assert.deepEqual(await ids({ filter }), ['a/0', 'a/2']);
  const pages = await client.items.pages('shop', { limit: 1000 });
  assert.deepEqual([pages.items, pages.cursors], [4, []]);
  const { next } = await client.items.page('shop', { limit: 3 });
  const upTo = await client.items.page('shop', { until: next! });
  assert.deepEqual([upTo.data.length, upTo.next], [3, null]);

  const found = async (...given: Parameters<typeof client.search>) =>
    (await client.search(...given)).results.map(({ id }) => id);
  assert.deepEqual(await found('shop', { picture: first }, { k: 1, filter }), ['a/0']);
  assert.deepEqual(await found('shop', { picture: first }, { k: 2, exact: true }), ['a/0', 'copy']);
  assert.deepEqual(await found('shop', { vector }, { k: 2, include: [] }), ['a/0', 'copy']);
  assert.equal((await found('shop', { id: 'a/1' }, { filter: { not: filter } }))[0], 'a/1');
  const { groups } = await client.duplicates('shop', { minScore: 0.9999 });
  assert.deepEqual(groups[0]!.items.map(({ id }) => id).toSorted(), ['a/0', 'copy']);

  assert.deepEqual(
    Buffer.from(await (await client.items.image('shop', 'a/0')).arrayBuffer()),
    first,
  );
  const small = await client.items.image('shop', 'a/0', { size: 128 });
  assert.ok(small.size < first.length && small.type === 'image/jpeg');
  await client.items.patch('shop', 'a/0', { kind: null, seen: true });
  const { metadata, vector: kept } = await client.items.get('shop', 'a/0', { include: 'vector' });
  assert.deepEqual(metadata, { seen: true });
  assert.deepEqual(Float32Array.from(kept!), vector);
  assert.equal(await client.items.deleteWhere('shop', filter), 1);
  await client.items.delete('shop', 'copy');
  assert.deepEqual(await ids({}), ['a/0', 'a/1']);
  await client.collections.delete('shop');
  assert.deepEqual(
    (await client.collections.list()).map(({ name }) => name),
    ['default'],
  );
});

test('takes a model into use and goes back, each followed as a job', async () => {
  const long = { text: 'x'.repeat(3000), code: 'a code of some length 7' };
  for (const [i, picture] of pictures.entries())
    await client.items.put('default', `${i}`, { picture, metadata: i === 0 ? long : {} });
  const codes = Array.from({ length: 200 }, (_, i) => `a code of some length ${i}`);
  const filter = { field: 'code', in: codes };
  const { results } = await client.search('default', { picture: first }, { filter });
  assert.deepEqual(
    results.map(({ id, metadata }) => [id, metadata]),
    [['0', long]],
  );
  assert.equal((await client.models.missing('mine/2'))[0]!.embeddable, 3);
  const states = async () =>
    Object.fromEntries((await client.models.list()).map(({ id, state }) => [id, state]));
  assert.deepEqual(await states(), { 'mine/1': 'active', 'mine/2': 'available' });
  const ended = async (id: string) => {
    let last: Awaited<ReturnType<typeof client.jobs.get>> | undefined;
    for await (const job of client.jobs.follow(id, { everyMs: 20 })) last = job;
    return last!.state;
  };
  const comparison = await client.models.compare('mine/2');
  assert.deepEqual([comparison.model, comparison.beside], ['mine/2', 'mine/1']);
  assert.equal(await ended(comparison.id), 'done');
  const compared = await client.jobs.get(comparison.id);
  assert.ok(compared.kind === 'comparison' && compared.verdict!.figures.length > 3);
  assert.match(await client.jobs.comparison(comparison.id), /^<!doctype html>/i);
  assert.deepEqual(await states(), { 'mine/1': 'active', 'mine/2': 'available' });
  const { id } = await client.models.activate('mine/2', { force: true });
  assert.equal(await ended(id), 'done');
  assert.deepEqual(await states(), { 'mine/1': 'previous', 'mine/2': 'active' });
  assert.match(await client.jobs.comparison(id), /^<!doctype html>/i);
  assert.equal(await ended((await client.models.rollback('mine/2')).id), 'done');
  assert.equal((await client.models.get('mine')).id, 'mine/1');
  assert.equal((await client.jobs.list()).length, 3);
  const folder = await temporaryFolder();
  assert.equal(await ended((await client.jobs.start('default', { folder })).id), 'done');
  assert.equal((await client.ready()).items, 3);
});

test("errors are the server's, typed; what is wrong with the options is told at once", async () => {
  await assert.rejects(client.embed(Buffer.from('x')), refusal('picture_unsupported', 415));
  await assert.rejects(client.items.get('default', 'none'), refusal('item_not_found', 404));
  await assert.rejects(client.collections.get('none'), refusal('collection_not_found', 404));
  await assert.rejects(client.models.activate('mine'), refusal('client_option_invalid', null));
  assert.throws(() => createClient({ url: 'file:///x' }), refusal('client_option_invalid', null));
  assert.throws(() => createClient({ apiKey: 'ü' }), refusal('client_option_invalid', null));
  assert.throws(() => createClient({ key: 'x' } as never), refusal('client_option_invalid', null));
  // Another address: that of the collection, which would be deleted.
  for (const id of ['..', '.', ''])
    await assert.rejects(
      client.items.delete('default', id),
      refusal('client_option_invalid', null),
    );
  assert.equal((await client.collections.get('default')).name, 'default');
  const nobody = createClient({ url: 'http://127.0.0.1:9' });
  await assert.rejects(nobody.embed(first), refusal('no_server', null));
  // What would befall every picture ends a batch.
  await assert.rejects(nobody.embedMany([first, first]).next(), refusal('no_server', null));
});

test('comes again after Retry-After, so often and so long; a signal ends the wait', async () => {
  const answers: { status: number; headers?: Record<string, string>; body: string }[] = [];
  const keys: unknown[] = [];
  const server = createServer((req, res) => {
    keys.push(req.headers.authorization);
    const { status, headers, body } = answers.shift()!;
    req.resume().on('end', () => res.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const error = { message: 'Busy. Wait.', remedy: 'Wait.', code: 'queue_full', param: null };
  const body = JSON.stringify({ error });
  const busy = (after: string) => ({ status: 429, headers: { 'Retry-After': after }, body });
  const good = { status: 200, body: '{"object":"list","data":[]}' };
  const patient = createClient({
    ...{ url: `http://127.0.0.1:${port}/`, apiKey: 'secret', retries: 2, patienceMs: 10_000 },
  });
  try {
    answers.push(busy('0'), { ...busy(new Date(0).toUTCString()), status: 503 }, good);
    assert.deepEqual(await patient.collections.list(), []);
    assert.deepEqual(keys, Array(3).fill('Bearer secret'));
    answers.push(busy('0'), busy('0'), busy('0'));
    await assert.rejects(patient.collections.list(), refusal('queue_full', 429));
    answers.push(busy('11'));
    await assert.rejects(patient.collections.list(), refusal('queue_full', 429));
    answers.push(busy('9'));
    await assert.rejects(patient.collections.list({ signal: AbortSignal.timeout(50) }), {
      name: 'TimeoutError',
    });
    answers.push({ status: 502, body: '<h1>Bad gateway</h1>' });
    await assert.rejects(patient.collections.list(), refusal('not_selfsame', 502));
    assert.equal(answers.length, 0);
  } finally {
    server.close();
  }
});

test('of many things, no more are under way than asked, and who stops taking ends them', async () => {
  let [running, most, left] = [0, 0, false];
  const aborted: number[] = [];
  function* numbers() {
    try {
      for (let i = 0; ; i++) yield i;
    } finally {
      left = true;
    }
  }
  const work = async (i: number, signal: AbortSignal) => {
    most = Math.max(most, ++running);
    signal.addEventListener('abort', () => aborted.push(i));
    await new Promise((resolve) => setTimeout(resolve, i % 2 === 0 ? 8 : 1));
    running--;
    return 2 * i;
  };
  const values: number[] = [];
  for await (const one of inOrder(numbers(), 3, undefined, work)) {
    assert.ok(one.ok);
    if (values.push(one.value) === 6) break;
  }
  assert.deepEqual(values, [0, 2, 4, 6, 8, 10]);
  assert.equal(most, 3);
  assert.ok(left);
  assert.ok(aborted.includes(6) && aborted.includes(7));
});
