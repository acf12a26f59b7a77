import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admission } from '../../../server/embed/Admission.ts';
import { Embedder } from '../../../server/embed/Embedder.ts';
import { callerOf, picture, startServer } from '../helpers.ts';

const { services } = await startServer();
const { decoders } = services;
const { bundle, engine } = services.encoders.serving;
const one = callerOf('one');
const png = await picture(1);

const embedder = (most: number, deadlineMs: number) =>
  new Embedder(bundle.card, engine, null, { decoders, admission: new Admission(most), deadlineMs });

test('a request that takes too long is answered with an error', async () => {
  const results = await embedder(64, 1).embedEach(Array(64).fill(png), one);
  const late = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  assert.ok(late.length > 0);
  for (const { reason } of late) assert.equal(reason.code, 'deadline_exceeded');
});

test('a request that does not fit into the queue is refused as a whole, at once', async () => {
  const full = embedder(10, 60_000);
  const taken = full.embedEach(Array(8).fill(png), one);
  await assert.rejects(full.embedEach([png, png, png], one), { code: 'queue_full' });
  const { vector } = await full.embed(png, callerOf('another'));
  assert.equal(vector.length, bundle.card.dimensions);
  assert.ok((await taken).every(({ status }) => status === 'fulfilled'));
  assert.equal((await full.embedEach(Array(10).fill(png), one)).length, 10);
});

test('what a client that is gone had asked for is not done', async () => {
  const gone = new AbortController();
  const left = embedder(200, 60_000);
  const work = left.embedEach(Array(150).fill(png), callerOf('one', gone.signal));
  gone.abort();
  assert.ok((await work).every(({ status }) => status === 'rejected'));
  await left.idle();
});
