import assert from 'node:assert/strict';
import { test } from 'node:test';
import supertest from 'supertest';
import { picture, startProcess, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';

const models = await temporaryFolder();
await publishStandIn(models, 'mine', 'one');
const data = await temporaryFolder();

/** Starts as `npm start` does, without --model; the served model, and what is said at the start. */
async function served(folder: string, use?: (url: string) => Promise<void>) {
  const { child, url, ended } = startProcess('--port', '0', '--models', models, '--data', folder);
  const address = await url;
  const { body } = await supertest(address).get('/readyz').expect(200);
  await use?.(address);
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  assert.equal(code, 0);
  return { model: body.model as string, out, err };
}

test('an index goes on being searched when a newer model arrives, which is told of', async () => {
  const png = await picture(1);
  const first = await served(data, async (url) => {
    const http = supertest(url);
    for (const id of ['a', 'b', 'c'])
      await http.put(`/v1/collections/default/items/${id}`).send(png).expect(201);
  });
  assert.equal(first.model, 'mine/1');
  assert.doesNotMatch(first.out, /newer/);
  await publishStandIn(models, 'mine', 'two');

  const again = await served(data, async (url) => {
    const { body } = await supertest(url).post('/v1/collections/default/search').send(png);
    assert.equal(body.results.length, 3);
  });
  assert.equal(again.model, 'mine/1');
  const told =
    /mine\/2 is newer than mine\/1, .* goes on serving\. .* models (-- )?activate mine\/2/;
  assert.match(again.out, told);
  assert.match(again.err, told);
});

test('an empty folder, and one that has vectors of the newest alone, get the newest', async () => {
  const fresh = await temporaryFolder();
  for (let round = 0; round < 2; round++) {
    const { model, out } = await served(fresh, async (url) => {
      await supertest(url)
        .put('/v1/collections/default/items/a')
        .send(await picture(1));
    });
    assert.equal(model, 'mine/2');
    assert.doesNotMatch(out, /vectors/);
  }
});
