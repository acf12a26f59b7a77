import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkGolden } from '../../../client/encoder/golden.ts';
import { loadEncoder } from '../../../client/encoder/node/index.ts';
import { createClient } from '../../../client/index.ts';
import { picture, startServer } from '../../server/helpers.ts';

test("an encoder in Node, of a server or of a bundle's folder, gives what the server gives", async () => {
  const { url, bundle, close } = await startServer();
  const client = createClient({ url });
  const png = await picture(3);
  const { vector, model } = await client.embed(png);
  const served = await loadEncoder({ client });
  await assert.rejects(loadEncoder({ client, model: 'none' }), { code: 'model_not_found' });
  const models = { ...client.models, graph: async () => new Blob(['x']) };
  await assert.rejects(loadEncoder({ client: { ...client, models } }), { code: 'encoder_damaged' });
  await close();
  const [golden] = bundle.card.golden;
  const promised = { ...{ name: model, dimensions: vector.length }, rule: bundle.card.input };
  await assert.rejects(
    checkGolden({ ...promised, golden: golden! }, async () => vector),
    { code: 'encoder_differs' },
  );

  const alone = await loadEncoder({ folder: bundle.dir });
  for (const encoder of [served, alone]) {
    const made = await encoder.embed(new Blob([Uint8Array.from(png)]));
    assert.equal(made.model, model);
    assert.ok(made.vector.every((value, i) => Math.abs(value - vector[i]!) < 1e-5));
    await assert.rejects(encoder.embed(png.subarray(0, 60)), { code: 'picture_unreadable' });
    await encoder.close();
  }
  await assert.rejects(loadEncoder({ folder: '/nowhere' }), { code: 'bundle_not_found' });
});
