import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { contractOf } from '../../http/openapi/contract.ts';
import { publishStandIn } from '../../standIn.ts';
import { emptyDatabase, isServer } from './database.ts';
import { Gate } from './Gate.ts';

const items = '/v1/collections/default/items';
const gate = await Gate.before(await emptyDatabase());
const models = await temporaryFolder();
const bundle = await publishStandIn(models, 'stand-in');
const first = await startServer({ bundle, settings: { store: gate.url } });
await first.http
  .put(`${items}/a`)
  .query({ metadata: '{"kind":"tile"}' })
  .send(await picture(1))
  .expect(201);
// Started without a word of a model, beside a newer one: the database knows which is in use.
await publishStandIn(models, 'newer', 'newer');
const second = await startServer({
  bundle,
  settings: { store: gate.url, models, model: undefined },
});

test('two servers over one database answer the same, each of what the other has put in', async () => {
  assert.match(second.services.notices.join(), /newer\/1 is newer than stand-in\/1/);
  const png = await picture(1);
  await second.http
    .put(`${items}/b`)
    .send(await picture(2))
    .expect(201);
  for (const { http } of [first, second]) {
    const { body } = await http.post('/v1/collections/default/search').send(png).expect(200);
    assert.deepEqual(
      body.results.map(({ id }: { id: string }) => id),
      ['a', 'b'],
    );
    assert.deepEqual([body.exact, body.results[0].metadata], [true, { kind: 'tile' }]);
    const image = await http.get(`${items}/b/image`).expect(200);
    assert.match(image.type, /^image\//);
  }
  await second.http.delete(`${items}/b`).expect(200);
  const { body } = await first.http.get(`${items}/b`).expect(404);
  assert.equal(body.error.code, 'item_not_found');
});

test('snapshots are left to the database', async () => {
  const contract = contractOf((await first.http.get('/openapi.json')).body);
  const answer = await first.http.post('/v1/collections/default/snapshots').expect(501);
  assert.equal(answer.body.error.code, 'snapshots_unsupported');
  assert.match(answer.body.error.remedy, /pg_dump/);
  contract.check(answer);
});

test('a database that is lost is told at once, and the service comes back by itself', {
  skip: isServer ? false : 'needs a server',
}, async () => {
  const { http } = first;
  const vector = Array.from({ length: bundle.card.dimensions }, (_, i) => i + 1);
  const acknowledged = new Set<string>();
  let isOver = false;
  let refused = 0;
  async function write(client: number): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const id = `w${client}-${n}`;
      const began = performance.now();
      const { status, body } = await http.put(`${items}/${id}`).send({ vector });
      assert.ok(performance.now() - began < 4000, 'it hung');
      if (status === 201) acknowledged.add(id);
      else {
        assert.equal(body.error.code, 'store_unavailable', JSON.stringify(body));
        refused++;
        await sleep(20);
      }
    }
  }
  const writing = Promise.all([0, 1, 2].map(write));
  const readiness = async (wanted: number) => {
    for (;;) {
      const answer = await http.get('/readyz');
      if (answer.status === wanted) return answer;
      await sleep(50);
    }
  };
  for (let round = 0; round < 3; round++) {
    while (acknowledged.size < 20 * (round + 1)) await sleep(10);
    gate.cut();
  }
  gate.shut();
  const lost = await readiness(503);
  assert.equal(lost.body.error.code, 'store_unavailable');
  assert.match(lost.body.error.message, /ECONNREFUSED|terminated/);
  await http.get('/healthz').expect(200);
  const search = await http.post('/v1/collections/default/search').send({ vector }).expect(503);
  assert.ok(search.headers['retry-after']);
  await gate.open();
  await readiness(200);
  const known = acknowledged.size;
  while (acknowledged.size < known + 20) await sleep(10);
  isOver = true;
  await writing;
  assert.ok(refused > 0);
  for (const id of acknowledged) await second.http.get(`${items}/${id}`).expect(200);
});
