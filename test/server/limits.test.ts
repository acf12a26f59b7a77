import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, startServer } from './helpers.ts';

const png = await picture(1);
const settings = {
  pictureBytes: png.length,
  jsonBytes: 40_000,
  formBytes: 2 * png.length + 1000,
  picturesPerRequest: 3,
};
const { http } = await startServer({ settings });
const embed = () => http.post('/v1/embeddings');

test('settings of sizes and numbers are what requests are held to', async () => {
  const base64 = png.toString('base64');
  await embed().send(png).expect(200);
  await embed().attach('a', png, 'a').attach('b', png, 'b').expect(200);
  await embed()
    .send({ input: [base64] })
    .expect(200);
  await embed()
    .send({ input: ['AAAA', 'AAAA', 'AAAA'] })
    .expect(200);

  const larger = Buffer.concat([png, Buffer.alloc(1)]);
  const refused = [
    [embed().send(larger), 'body_too_large'],
    [embed().attach('a', larger, 'a'), 'body_too_large'],
    [embed().attach('a', png, 'a').attach('b', png, 'b').attach('c', png, 'c'), 'body_too_large'],
    [embed().send({ input: 'A'.repeat(settings.jsonBytes) }), 'body_too_large'],
    [embed().send({ input: ['AAAA', 'AAAA', 'AAAA', 'AAAA'] }), 'too_many_pictures'],
  ] as const;
  for (const [request, code] of refused) {
    const { body } = await request.expect(413);
    assert.equal(body.error.code, code, body.error.message);
  }
});

test('the document tells them', async () => {
  const { text } = await http.get('/openapi.json').expect(200);
  assert.match(text, /"maxItems":3/);
});
