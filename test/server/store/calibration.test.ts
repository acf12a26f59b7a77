import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Store } from '../../../server/store/contract/Store.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { cosine, model, vectorItem } from './fixtures.ts';

const collection = 'default';
// Everything is nearly as far from everything else, as in whitened embeddings: all cells are looked through.
const vectors = Array.from({ length: 4000 }, (_, i) =>
  Float32Array.from({ length: 128 }, (_, j) => noise(i * 128 + j)),
);

const strangers = Array.from({ length: 50 }, (_, i) =>
  Float32Array.from({ length: 128 }, (_, j) => noise((4000 + i) * 128 + j)),
);

/** A number in [-0.5, 0.5) that tells nothing of those beside it. */
function noise(n: number): number {
  return createHash('md5').update(String(n)).digest().readUInt32LE() / 2 ** 32 - 0.5;
}

/** A store, and what its index has told. */
async function open(t: TestContext, folder: string) {
  const told: string[] = [];
  const store = await openStore({
    ...{ folder, model, exactLimit: 200, diskReserve: 0 },
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
    onIndex: (text) => told.push(text),
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= store.close();
    return closed;
  };
  t.after(close);
  return { store, told, close };
}

const measured = (told: readonly string[]) => told.find((text) => text.includes('candidates'));

async function measuredNow(told: readonly string[]): Promise<string> {
  for (let tries = 0; measured(told) === undefined; tries++) {
    assert.ok(tries < 300, `nothing was measured within 30 s: ${told.join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return measured(told)!;
}

/** The ten nearest of each stranger: compared once, for every recall that is measured. */
const truths = strangers.map(
  (vector) =>
    new Set(
      vectors
        .map((other, i) => ({ i, score: cosine(other, vector) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 10)
        .map(({ i }) => `v${i}`),
    ),
);

/** Of vectors that are not in the set. */
async function recall(store: Store, ef?: number): Promise<number> {
  let found = 0;
  for (let q = 0; q < 50; q++) {
    const vector = strangers[q]!;
    const query = { collection, model, vector, k: 10, ...(ef !== undefined && { ef }) };
    const { exact, hits } = await store.search(query);
    assert.equal(exact, false);
    assert.equal(new Set(hits.map(({ id }) => id)).size, hits.length);
    found += hits.filter(({ id }) => truths[q]!.has(id)).length;
  }
  return found / 500;
}

test('what an index needs is measured on a sample, used unless told, and kept with its snapshot', async (t) => {
  const folder = await temporaryFolder();
  const { store, told, close } = await open(t, folder);
  await store.putItems(
    collection,
    vectors.map((vector, i) => vectorItem(`v${i}`, vector)),
  );
  const text = await measuredNow(told);
  const [, ef, share] = /with (\d+) candidates of \d+ in \d+ cells its index finds ([\d.]+) %/.exec(
    text,
  )!;
  assert.ok(Number(share) >= 99.5, text);
  assert.ok(Number(ef) > 32, text);

  const byDefault = await recall(store);
  assert.ok(byDefault >= 0.99, `${byDefault} by default: ${text}`);
  const narrow = await recall(store, 32);
  assert.ok(narrow < byDefault, `${narrow} with 32 candidates`);
  await close();

  const files = await readdir(join(folder, 'ann'));
  const sidecar = files.find((name) => name.endsWith('.json'))!;
  const { breadth } = JSON.parse(await readFile(join(folder, 'ann', sidecar), 'utf8'));
  assert.equal(breadth.ef, Number(ef));
  assert.equal((100 * breadth.recall).toFixed(1), share);

  const again = await open(t, folder);
  assert.equal(await recall(again.store), byDefault);
  assert.equal(await recall(again.store, 32), narrow);
  assert.equal(measured(again.told), undefined);
});

test('nothing is missing when many more have come, and what they need is measured anew', async (t) => {
  const { store, told } = await open(t, await temporaryFolder());
  const all = vectors.map((vector, i) => vectorItem(`v${i}`, vector));
  await store.putItems(collection, all.slice(0, 800));
  await measuredNow(told);
  const itself = async (count: number) => {
    for (let i = 0; i < count; i += 7) {
      const query = { collection, model, vector: vectors[i]!, k: 1, ef: 1000 };
      const { hits } = await store.search(query);
      assert.equal(hits[0]!.id, `v${i}`);
    }
  };
  await itself(800);
  await store.putItems(collection, all.slice(800));
  await itself(4000);
  const again = () => told.filter((text) => text.includes('candidates')).length > 1;
  for (let tries = 0; !again() && tries < 300; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(again(), `it was not measured again: ${told.join('; ')}`);
  await itself(4000);
});
