import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { modelDigest, readBundle } from '../../../models/index.ts';
import { childPids } from '../../processes.ts';
import { callerOf, picture, startServer, temporaryFolder } from '../helpers.ts';
import { changeGraph, endless } from '../models/brokenGraphs.ts';
import { publishStandIn } from '../standIn.ts';

const loadMs = 120_000;
const { services, bundle } = await startServer({ settings: { loadMs } });
const { encoders } = services;
const other = await publishStandIn(await temporaryFolder(), 'other');
const [digest, otherDigest] = [bundle, other].map(({ card }) => modelDigest(card)) as [
  string,
  string,
];
const someone = callerOf('someone');
const png = await picture(1);

test('two encoders are loaded side by side and answer by name', async () => {
  const second = await encoders.load(other);
  assert.equal(await encoders.load(other), second);
  // Its vectors would be taken for those of the one that is loaded.
  const input = { ...other.card.input, fit: 'fill' as const };
  const unlike = { ...other, card: { ...other.card, input } };
  await assert.rejects(encoders.load(unlike), { code: 'bundle_graph_twice' });
  await assert.rejects(encoders.verify(unlike), { code: 'bundle_graph_twice' });
  assert.deepEqual(encoders.loaded.length, 2);
  assert.equal(encoders.loaded[1], second);
  assert.equal(encoders.find('other'), second);
  assert.equal(encoders.find('other/1'), second);
  assert.equal(encoders.find(undefined).bundle.dir, bundle.dir);
  assert.throws(() => encoders.find('third'), { code: 'model_not_found' });
  assert.equal((await second.embedder.embed(png, someone)).vector.length, other.card.dimensions);
  assert.equal(
    (await encoders.serving.embedder.embed(png, someone)).vector.length,
    bundle.card.dimensions,
  );
});

test('requests move to another encoder while they come, and none fails', async () => {
  const second = await encoders.load(other);
  const lengths: number[] = [];
  async function client(): Promise<void> {
    for (let i = 0; i < 30; i++) {
      lengths.push((await encoders.find(undefined).embedder.embed(png, someone)).vector.length);
    }
  }
  const clients = Array.from({ length: 8 }, client);
  while (lengths.length < 60) await new Promise((resolve) => setTimeout(resolve, 1));
  encoders.serve(otherDigest);
  await encoders.unload(digest);
  await Promise.all(clients);
  assert.equal(lengths.length, 240);
  assert.ok(lengths.includes(bundle.card.dimensions));
  assert.equal(lengths.at(-1), other.card.dimensions);
  assert.equal(encoders.loaded.length, 1);
  assert.equal(encoders.serving, second);

  await encoders.load(bundle);
  encoders.serve(digest);
  await encoders.unload(otherDigest);
});

test('what a bundle is verified by ends at once when the server does', async () => {
  const { dir } = await publishStandIn(await temporaryFolder(), 'endless');
  await changeGraph(dir, endless);
  const before = childPids('inference')?.length;
  const stopping = new AbortController();
  const verified = encoders.verify(await readBundle(dir), stopping.signal);
  setTimeout(() => stopping.abort(), 1000);
  // Not when its time is over.
  const began = performance.now();
  await assert.rejects(verified, { message: /the server is stopping/ });
  assert.ok(performance.now() - began < loadMs / 2);
  assert.equal(childPids('inference')?.length, before);
});

test('the encoder that serves is not unloaded, nor one that is not loaded', async () => {
  await assert.rejects(encoders.unload(digest), { code: 'model_in_use' });
  await assert.rejects(encoders.unload(otherDigest), { code: 'model_not_found' });
  assert.throws(() => encoders.serve(otherDigest), { code: 'model_not_found' });
});

test('a bundle that does not give its golden vectors is not taken, and can be mended', async () => {
  const golden = other.card.golden.map((one) => ({
    ...one,
    embedding: one.embedding.toReversed(),
  }));
  const wrong = { ...other, card: { ...other.card, golden } };
  await assert.rejects(encoders.load(wrong), { code: 'golden_mismatch' });
  assert.equal(encoders.loaded.length, 1);
  await encoders.load(other);
  await encoders.unload(otherDigest);
});

test('loading and unloading again and again leaves no process and no memory behind', async (t) => {
  const processes = () => childPids('embed/inference/worker.ts')?.length;
  if (processes() === undefined) return t.skip('only Linux tells of memory and processes');
  const resident = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024;
  const cycle = async () => {
    const { embedder } = await encoders.load(other);
    await embedder.embed(png, someone);
    await encoders.unload(otherDigest);
  };
  // The first ones fill the heap up to where it is collected.
  for (let i = 0; i < 6; i++) await cycle();
  const before = resident();
  const cycles = 8;
  for (let i = 0; i < cycles; i++) await cycle();
  const grown = resident() - before;
  t.diagnostic(`resident memory after ${cycles} more cycles: ${grown.toFixed(1)} MiB more`);
  // Sessions that stayed behind would be several MiB each, threads and buffers included.
  assert.ok(grown < 1.25 * cycles, `${grown} MiB`);
  assert.equal(processes(), 1);
});
