import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { decodePixels } from '../../../models/index.ts';
import { Embedder } from '../../../server/embed/Embedder.ts';
import { Engine } from '../../../server/embed/pool/engine.ts';
import { startEngine } from '../../../server/embed/pool/selectDevice.ts';
import { picture, testBundle } from '../helpers.ts';

const bundle = await testBundle();
const { card } = bundle;
const restarts: string[] = [];
const options = { bundle, threads: 1, onRestart: (reason: string) => restarts.push(reason) };
const engine = await Engine.start({ ...options, device: 'cpu' });
after(() => engine.close());
const never = new AbortController().signal;
const png = await picture(1);
const pixels = await decodePixels(png, card.input);
const expected = await engine.embed(pixels, never);

test('a thread that dies in the middle of the work loses none of it', async () => {
  const work = Array.from({ length: 200 }, () => engine.embed(pixels, never));
  await engine.replaceThread();
  for (const embedding of await Promise.all(work)) assert.deepEqual(embedding, expected);
  assert.equal(restarts.length, 1);
  assert.deepEqual(await engine.embed(pixels, never), expected);
});

test('work of those who are gone is dropped, and only theirs', async () => {
  const gone = new AbortController();
  const dropped = Array.from({ length: 70 }, () => engine.embed(pixels, gone.signal));
  const kept = engine.embed(pixels, never);
  gone.abort();
  const outcomes = await Promise.allSettled(dropped);
  assert.ok(outcomes.some(({ status }) => status === 'rejected'));
  assert.deepEqual(await kept, expected);
});

test('a request that takes too long is answered with an error', async () => {
  const hurried = new Embedder(card, engine, 1);
  const results = await hurried.embedEach(Array(64).fill(png), never);
  const late = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  assert.ok(late.length > 0);
  for (const { reason } of late) assert.equal(reason.code, 'deadline_exceeded');
});

test('auto takes a device that works and says which were left out', async () => {
  const skipped: string[] = [];
  const chosen = await startEngine('auto', options, (device) => skipped.push(device));
  after(() => chosen.close());
  assert.ok(!skipped.includes(chosen.device));
  assert.deepEqual(await chosen.embed(pixels, never), expected);
});

test('a bundle whose golden vectors do not come out is refused', async () => {
  const golden = card.golden.map((one) => ({ ...one, embedding: one.embedding.toReversed() }));
  const wrong = { ...bundle, card: { ...card, golden } };
  await assert.rejects(
    startEngine('cpu', { ...options, bundle: wrong }, () => {}),
    { code: 'golden_mismatch' },
  );
});

test('a graph that gives other dimensions than its card says is refused', async () => {
  const wrong = { ...bundle, card: { ...card, dimensions: card.dimensions + 1 } };
  await assert.rejects(Engine.start({ ...options, bundle: wrong, device: 'cpu' }), {
    code: 'bundle_invalid',
  });
});
