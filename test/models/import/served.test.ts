import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { modelName } from '@selfsame/models';
import { somePhotographs } from '../../photographs.ts';
import { startServer, temporaryFolder } from '../../server/helpers.ts';
import { activated } from '../../server/models/activation/jobs.ts';
import { importCase, kinds, servedKind } from './cases.ts';
import { cosine } from './direct.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-served-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');
/**
 * PHOTOGRAPHS=<tar> has every kind served, for a minute of the processor's time; else one is, that is
 * furthest from what is trained here, and import.test.ts runs the others without a server.
 */
const isWhole = process.env.PHOTOGRAPHS !== undefined;
const all = await Promise.all(
  kinds.filter(({ name }) => isWhole || name === servedKind).map((kind) => importCase(root, kind)),
);
const photographs = await somePhotographs(await temporaryFolder(), 50);
/** Of them, so many are indexed, and compared by. */
const indexed = 5;
/** One server for all, beside the one that was trained here, which serves. */
const { http } = await startServer({ settings: { models } });

for (const { bundle, embedDirectly, least } of all) {
  const model = modelName(bundle.card);
  const at = `/v1/collections/${bundle.card.name}`;

  test(`it is compared, taken into use, indexed, searched and served: ${model}`, async () => {
    await http.put(`${at}?keep=original`).expect(201);
    for (const [i, photograph] of photographs.slice(0, indexed).entries())
      await http.put(`${at}/items/p${i}`).type('image/jpeg').send(photograph).expect(201);
    const asked = { collections: [bundle.card.name], force: true };
    const { state, error, verdict } = await activated(http, model, asked);
    assert.deepEqual([state, error], ['done', null]);
    await http
      .get(verdict!.report)
      .expect(200)
      .expect(new RegExp(`${model} beside cifar10-small/`));

    const expected = await embedDirectly(photographs);
    const form = http.post('/v1/embeddings').query({ model });
    for (const [i, photograph] of photographs.entries())
      form.attach(`p${i}`, photograph, `${i}.jpg`);
    const { body } = await form.expect(200);
    assert.equal(body.model, model);
    const cosines = expected.map((one, i) => cosine(body.data[i].embedding, one));
    assert.ok(Math.min(...cosines) >= least, `${cosines}`);

    const search = http.post(`${at}/search`).type('image/jpeg').send(photographs[1]!);
    const found = (await search.expect(200)).body;
    assert.deepEqual([found.model, found.results[0].id], [model, 'p1']);
    assert.ok(found.results[0].score > 0.999);
    assert.equal(found.results.length, indexed);
  });
}

test('its own rule is told', async () => {
  const { body } = await http.get(`/v1/models/${servedKind}`).expect(200);
  assert.deepEqual([body.input.resize, body.input.resampling], [32, 'bicubic']);
});
