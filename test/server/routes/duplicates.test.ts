import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBundle } from '../../../models/index.ts';
import { startServer, temporaryFolder, testBundle } from '../helpers.ts';

const path = '/v1/collections/default/duplicates';

async function serverOf(duplicates: object | undefined) {
  const dir = join(await temporaryFolder(), 'bundle');
  await cp((await testBundle()).dir, dir, { recursive: true });
  const file = join(dir, 'model.json');
  const card = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...card, duplicates }));
  const server = await startServer({ bundle: await readBundle(dir) });
  const { dimensions } = server.bundle.card;
  // Cosine 0.8 with one another.
  const items = [
    [1, 0],
    [0.8, 0.6],
  ].map((start, i) => {
    const rest = new Array<number>(dimensions - 2).fill(0);
    return { id: `i${i}`, vector: [...start, ...rest] };
  });
  await server.http.post('/v1/collections/default/items').send({ items }).expect(200);
  return server.http;
}

test('without a body, the score is what was measured of the model, and the answer says so', async () => {
  const figures = { recall: 1, pairs: 10, falsePairs: 0, otherPairs: 100, sample: 2 };
  const http = await serverOf({ minScore: 0.7, ...figures });
  for (const request of [http.post(path), http.post(path).send({}), http.post(path).type('json')]) {
    const { body } = await request.expect(200);
    assert.deepEqual([body.minScore, body.minScoreOf, body.total], [0.7, 'model', 1]);
  }
  const { body } = await http.post(path).send({ minScore: 0.85 }).expect(200);
  assert.deepEqual([body.minScore, body.minScoreOf, body.total], [0.85, 'request', 0]);
});

test('a model of which nothing was measured has a score all the same', async () => {
  const http = await serverOf(undefined);
  const { body } = await http.post(path).expect(200);
  assert.deepEqual([body.minScore, body.minScoreOf, body.total], [0.95, 'default', 0]);
});
