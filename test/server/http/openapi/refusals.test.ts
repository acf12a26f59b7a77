import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startServer } from '../../helpers.ts';
import type { Schema } from './arbitrary.ts';

const { http } = await startServer();
const { body: document } = await http.get('/openapi.json').expect(200);
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'api');

const items = '/v1/collections/{collection}/items';
const item = `${items}/{id}`;
const search = '/v1/collections/{collection}/search';
const vector = [1];
const image = 'AAAA';

/** Whether the document allows a value, at a place in it. */
function allows(place: readonly (string | number)[], value: unknown): boolean {
  const escaped = place.map((part) => encodeURIComponent(`${part}`.replaceAll('/', '~1')));
  return ajv.validate({ $ref: `api#/${escaped.join('/')}` }, value);
}

const bodies: readonly [method: 'post' | 'put' | 'patch', path: string, body: object][] = [
  ['post', '/v1/embeddings', { input: image, dimensions: 0 }],
  ['post', '/v1/embeddings', { input: '' }],
  ['post', '/v1/embeddings', { input: 'https://pictures.example/a.png' }],
  ['post', '/v1/embeddings', { input: 'data:image/png,AAAA' }],
  ['post', '/v1/embeddings', { input: [] }],
  ['post', '/v1/embeddings', { input: Array(65).fill(image) }],
  ['patch', item, {}],
  ['patch', item, { metadata: [] }],
  ['put', item, {}],
  ['put', item, { image, vector }],
  ['put', item, { vector: [] }],
  ['put', item, { vector: [1e39] }],
  ['post', items, { items: [] }],
  ['post', items, { items: [{}] }],
  ['post', items, { items: [{ id: '', image }] }],
  ['post', items, { items: [{ id: '..', image }] }],
  ['post', items, { items: [{ id: 'a\nb', image }] }],
  ['post', items, { items: [{ id: 'a'.repeat(257), image }] }],
  ['post', search, {}],
  ['post', search, { id: 'a', image }],
  ['post', search, { id: 'a', filter: {} }],
  ['post', search, { id: 'a', filter: { field: 'a' } }],
  ['post', search, { id: 'a', filter: { field: [], eq: 1 } }],
  ['post', search, { id: 'a', filter: { field: 'a', eq: [] } }],
  ['post', search, { id: 'a', filter: { field: 'a', eq: 'a'.repeat(1025) } }],
  ['post', search, { id: 'a', filter: { field: 'a', in: Array(256).fill(1) } }],
  ['post', search, { id: 'a', filter: { and: [] } }],
  ['post', search, { id: 'a', filter: { not: { field: 'a', eq: 1 }, field: 'a' } }],
  ['post', `${search}/batch`, { queries: [] }],
  ['post', `${search}/batch`, { queries: Array(65).fill({ id: 'a' }) }],
];

const path = (template: string) =>
  template.replace('{collection}', 'default').replace('{id}', 'known');

for (const [method, template, body] of bodies) {
  test(`the document refuses what the server does: ${method} ${template} ${JSON.stringify(body).slice(0, 60)}`, async () => {
    const { status } = await http[method](path(template)).send(body);
    assert.ok(status === 400 || status === 413 || status === 422, `${status}`);
    const content = ['requestBody', 'content', 'application/json', 'schema'];
    assert.equal(allows(['paths', template, method, ...content], body), false);
  });
}

test('a query of several with both an image and an id is refused by the document and by itself', async () => {
  const body = { queries: [{ id: 'a', image }] };
  const { body: answer } = await http
    .post(path(`${search}/batch`))
    .send(body)
    .expect(200);
  assert.equal(answer.data[0].error.code, 'json_invalid');
  const content = ['requestBody', 'content', 'application/json', 'schema'];
  assert.equal(allows(['paths', `${search}/batch`, 'post', ...content], body), false);
});

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema?: Schema;
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}

const options: readonly [
  method: 'get' | 'post' | 'delete',
  path: string,
  name: string,
  value: unknown,
][] = [
  ['get', items, 'cursor', ''],
  ['get', items, 'cursor', 'k0'],
  ['get', items, 'limit', 0],
  ['get', items, 'limit', ''],
  ['get', items, 'filter', {}],
  ['post', search, 'k', 1.5],
  ['post', search, 'minScore', ''],
  ['post', search, 'minScore', ' 0.5'],
  ['post', search, 'minScore', 1.5],
  ['post', search, 'ef', '0x10'],
  ['post', '/v1/embeddings', 'dimensions', 0],
  ['delete', items, 'filter', undefined],
  ['post', items, 'ids', ['']],
  ['post', items, 'metadata', [1]],
];

for (const [method, template, name, value] of options) {
  test(`the document refuses what the server does: ${method} ${template} ?${name}=${JSON.stringify(value)}`, async () => {
    const parameters: readonly Parameter[] = document.paths[template][method].parameters;
    const at = parameters.findIndex((one) => one.name === name);
    const { required, content } = parameters[at]!;
    const schema = content ? ['content', 'application/json', 'schema'] : ['schema'];
    const text = content && value !== undefined ? JSON.stringify(value) : value;
    const request = http[method](path(template)).query(value === undefined ? {} : { [name]: text });
    if (method === 'post') request.type('image/png').send(Buffer.from('a picture'));
    const { body: answer } = await request.expect(400);
    assert.match(answer.error.code, /^(option|cursor|filter|id|metadata)_invalid$/);
    const isAllowed =
      value === undefined
        ? !required
        : allows(['paths', template, method, 'parameters', at, ...schema], value);
    assert.equal(isAllowed, false);
  });
}

test('numbers in the query are taken as JSON writes them', async () => {
  await http.get(path(items)).query({ limit: '1e1' }).expect(200);
  await http.get(path(items)).query({ limit: '10.0' }).expect(200);
  await http.get(path(items)).query({ limit: '1e400' }).expect(400);
});

test('texts of a filter are as long as the document counts them, by code point', async () => {
  const filter = JSON.stringify({ field: 'a', eq: '😀'.repeat(1024) });
  await http.get(path(items)).query({ filter }).expect(200);
});

test('forms are told how many pictures they may have', () => {
  const { content } = document.paths['/v1/embeddings'].post.requestBody;
  const { image: files } = content['multipart/form-data'].schema.properties;
  assert.deepEqual([files.minItems, files.maxItems], [1, 64]);
});
