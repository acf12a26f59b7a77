import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI, {
  type APIError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
} from 'openai';
import { callerOf, picture, startServer } from '../helpers.ts';

const apiKey = 'the-key-of-the-client';
const { url, bundle, http, services } = await startServer({
  settings: { apiKeys: `read:${apiKey}`, queue: 8 },
});
const { card } = bundle;
const model = `${card.name}/${card.version}`;
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
const pictures = await Promise.all([1, 2, 3].map((seed) => picture(seed)));
const input = pictures.map((png) => png.toString('base64'));
const expected = await Promise.all(
  pictures.map(async (png) => {
    const request = http.post('/v1/embeddings').set('Authorization', `Bearer ${apiKey}`);
    return (await request.send(png).expect(200)).body.data[0].embedding as number[];
  }),
);

function assertClose(actual: readonly number[], wanted: readonly number[]) {
  assert.equal(actual.length, wanted.length);
  for (const [i, value] of wanted.entries()) assert.ok(Math.abs(actual[i]! - value) < 1e-5);
}

test('its default, base64 on the way and numbers in hand', async () => {
  const list = await client.embeddings.create({ model, input: input[0]! });
  assert.equal(list.model, model);
  assert.equal(list.usage.total_tokens, 0);
  assertClose(list.data[0]!.embedding, expected[0]!);
});

test('floats, and base64 as it is', async () => {
  const floats = await client.embeddings.create({
    model,
    input: `data:image/png;base64,${input[1]}`,
    encoding_format: 'float',
  });
  assertClose(floats.data[0]!.embedding, expected[1]!);
  const base64 = await client.embeddings.create({
    model,
    input: input[1]!,
    encoding_format: 'base64',
    dimensions: card.dimensions,
    user: 'someone',
  });
  const bytes = Buffer.from(base64.data[0]!.embedding as unknown as string, 'base64');
  assert.equal(bytes.length, 4 * card.dimensions);
});

test('a batch, in order', async () => {
  const { data } = await client.embeddings.create({ model: card.name, input });
  assert.deepEqual(
    data.map(({ index }) => index),
    [0, 1, 2],
  );
  for (const [i, { embedding }] of data.entries()) assertClose(embedding, expected[i]!);
});

test('a bad picture of a batch does not keep it from the others', async () => {
  const { data } = await client.embeddings.create({ model, input: [input[0]!, 'AAAA', input[2]!] });
  assertClose(data[0]!.embedding, expected[0]!);
  assert.deepEqual(data[1]!.embedding, []);
  assert.equal((data[1] as unknown as { error: APIError }).error.code, 'picture_unsupported');
  assertClose(data[2]!.embedding, expected[2]!);
});

test('models are listed', async () => {
  const { data } = await client.models.list();
  // The one that is loaded first; what could be loaded follows.
  assert.deepEqual([data[0]!.id, data[0]!.owned_by], [model, 'selfsame']);
  const active = data.filter((one) => (one as unknown as { state: string }).state === 'active');
  assert.deepEqual(active, data.slice(0, 1));
});

test('one model is found by its name, and by its name and version', async () => {
  for (const name of [model, model.split('/')[0]!])
    assert.equal((await client.models.retrieve(name)).id, model);
  await refused(client.models.retrieve('none'), NotFoundError, 'model_not_found');
});

test('a picture may come as part of a message, and in base64url', async () => {
  const part = { type: 'image_url', image_url: { url: `data:image/png;base64,${input[0]}` } };
  const url = input[1]!.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const { data } = await client.embeddings.create({
    model,
    input: [part, url] as unknown as string[],
  });
  assertClose(data[0]!.embedding, expected[0]!);
  assertClose(data[1]!.embedding, expected[1]!);
});

/** Expects an error of the client's own type, with our code and message in it. */
async function refused(
  request: Promise<unknown>,
  type: new (...args: never[]) => APIError,
  code: string,
): Promise<APIError> {
  const error = await request.then(
    () => assert.fail('was not refused'),
    (error: unknown) => error,
  );
  assert.ok(error instanceof type, `${error}`);
  assert.equal(error.code, code);
  assert.match(error.message, /\.$/);
  assert.ok(error.requestID);
  return error;
}

test('errors are of its own types', async () => {
  const { embeddings } = client;
  const one = input[0]!;
  await refused(embeddings.create({ model: 'gpt', input: one }), NotFoundError, 'model_not_found');
  await refused(
    embeddings.create({ model, input: one, dimensions: 3 }),
    UnprocessableEntityError,
    'dimensions_unsupported',
  );
  const error = await refused(
    embeddings.create({ model, input: [] }),
    BadRequestError,
    'json_invalid',
  );
  assert.equal(error.param, 'input');
  const damaged = pictures[0]!.subarray(0, 60).toString('base64');
  await refused(
    embeddings.create({ model, input: damaged }),
    UnprocessableEntityError,
    'picture_unreadable',
  );
  const stranger = client.withOptions({ apiKey: 'another-key-altogether' });
  await refused(
    stranger.embeddings.create({ model, input: one }),
    AuthenticationError,
    'api_key_invalid',
  );
  await refused(
    client.put('/collections/new', { body: {} }),
    PermissionDeniedError,
    'access_denied',
  );
});

test('a full queue is its RateLimitError, which it retries by itself', async () => {
  const busy = services.encoders.serving.embedder.embedEach(
    Array(8).fill(pictures[0]!),
    callerOf('another'),
  );
  await refused(
    client.embeddings.create({ model, input: input[0]! }),
    RateLimitError,
    'queue_full',
  );
  const patient = client.withOptions({ maxRetries: 3 });
  const { data } = await patient.embeddings.create({ model, input: input[0]! });
  assertClose(data[0]!.embedding, expected[0]!);
  await busy;
});
