import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { contractOf } from './contract.ts';
import { type Operation, type Request, requestsOf } from './requests.ts';

const { http, bundle } = await startServer();
// What is broken is often waited for; not for long here.
const impatient = await startServer({ settings: { headersMs: 100, requestMs: 150 } });
const { body: document } = await http.get('/openapi.json').expect(200);
const contract = contractOf(document);
const pictures = await Promise.all([1, 2].map(picture));

const folder = await temporaryFolder();
const { body: job } = await http.post('/v1/collections/default/jobs').send({ folder }).expect(202);

const { dimensions } = bundle.card;
const number = fc.double({ min: -1, max: 1, noNaN: true });
const base64 = fc.constantFrom(...pictures.map((png) => png.toString('base64')));
const samples = {
  pictures,
  context: {
    schemas: document.components.schemas,
    known: {
      image: base64,
      input: fc.oneof(base64, fc.array(base64, { minLength: 1, maxLength: 3 })),
      vector: fc.array(number, { minLength: dimensions, maxLength: dimensions }),
      id: fc.constant('known'),
      model: fc.constant(bundle.card.name),
      dimensions: fc.constant(dimensions),
      metadata: fc.constantFrom({}, { a: [1] }),
      filter: fc.constant({ field: 'a', exists: true }),
      folder: fc.constant(folder),
    },
  },
  existing: {
    collection: ['default', 'other'],
    id: ['known', 'known', 'unknown'],
    job: [job.id, 'none'],
    name: [bundle.card.name],
    version: [bundle.card.version, 'none'],
    sha256: [bundle.card.graph.sha256, 'none'],
  },
};
const operations = Object.entries(
  document.paths as Record<string, Record<string, Operation>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const allowed = operations.map(({ path, method, operation }) => ({
  operation,
  requests: requestsOf(method, path, operation, samples),
}));

async function send({ method, path, headers, body }: Request) {
  const request = http[method.toLowerCase() as 'post'](path);
  if (body === undefined) return request;
  // A Buffer would be sent as what JSON makes of it.
  const isJson = headers['content-type'] === 'application/json';
  return request.set(headers).send(isJson ? body.toString() : body);
}

/** What takes another model, an activation under way, or more items: document.test.ts has these answers. */
const ofMore = [
  'makeMap 202',
  'getMap 200',
  'compareModel 202',
  'rollbackModel 202',
  'pauseJob 200',
  'resumeJob 200',
  'getComparison 200',
  'dropVectors 200',
];

/** No schema says which folders there are. */
const unsaid = ['folder_invalid'];

test('no request that the document allows is a fault or refused for its form, and each answer is as it says', async () => {
  const seen = new Set<string>();
  for (const { requests } of allowed) {
    // Whatever the operations before have deleted.
    await http.put('/v1/collections/other');
    await http.put('/v1/collections/default/items/known').send(pictures[0]!);
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const answer = await send(request);
        assert.ok(answer.status < 500, `${answer.status}: ${answer.text}`);
        const isFormed = answer.status !== 400 || unsaid.includes(answer.body.error.code);
        assert.ok(isFormed, `${request.body}: ${answer.text}`);
        seen.add(contract.check(answer));
      }),
      { numRuns: 20 },
    );
  }
  // The requests are no strangers to the API: every good answer there is was had.
  const missed = contract.good.filter((key) => !seen.has(key) && !ofMore.includes(key));
  assert.deepEqual(missed, []);
});

/** The request as bytes, with the connection to be closed after it. */
function wire({ method, path, headers, body }: Request, odd: string): Buffer {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body ? [`Content-Length: ${body.length}`] : []),
    ...(odd === '' ? [] : [odd]),
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), body ?? Buffer.alloc(0)]);
}

const { hostname, port } = new URL(impatient.url);
/** Everything that comes back until the server hangs up. */
async function exchange(bytes: Buffer): Promise<string> {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket).catch(() => '');
}

const header = fc.oneof(
  fc.constantFrom(
    'Content-Type: application/json',
    'Content-Type: multipart/form-data',
    'Content-Type: multipart/form-data; boundary=',
    'Content-Type: ;;;',
    'Content-Encoding: br',
    'Content-Length: 7',
    'Transfer-Encoding: chunked',
    'Expect: 100-continue',
    'Upgrade: websocket\r\nConnection: Upgrade',
    'Range: bytes=0-1',
    'If-None-Match: *',
    'Accept: nothing/at-all',
    'X-Forwarded-For: 1.2.3.4',
    'Authorization: Bearer',
    'X-HTTP-Method-Override: DELETE',
    'Cookie: a=b; c',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }).map((value) => `X-Odd: ${value}`),
  fc.constant(''),
);
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  remove: fc.integer({ min: 0, max: 30 }),
  put: fc.uint8Array({ maxLength: 8 }),
});
const changed = (
  bytes: Buffer,
  changes: readonly { at: number; remove: number; put: Uint8Array }[],
) =>
  changes.reduce((all, { at, remove, put }) => {
    const start = Math.floor(at * all.length);
    return Buffer.concat([all.subarray(0, start), put, all.subarray(start + remove)]);
  }, bytes);

const broken: Arbitrary<Buffer> = fc.oneof(
  fc
    .tuple(
      fc.oneof(...allowed.map(({ requests }) => requests)),
      header,
      fc.array(change, { maxLength: 2 }),
    )
    .map(([request, odd, changes]) => changed(wire(request, odd), changes)),
  // A body that is JSON of any kind, where some JSON is taken.
  fc
    .tuple(
      fc.constantFrom(...operations.filter(({ operation }) => operation.requestBody)),
      fc.oneof(fc.jsonValue(), fc.json(), fc.string()),
    )
    .map(([{ method, path }, value]) =>
      wire(
        {
          method: method.toUpperCase(),
          path: path.replace('{collection}', 'default').replace('{id}', 'known'),
          headers: { 'Content-Type': 'application/json' },
          body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
        },
        '',
      ),
    ),
  fc
    .tuple(fc.constantFrom('GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'), fc.webQueryParameters())
    .map(([method, query]) =>
      wire({ method, path: `/v1/collections/default?${query}`, headers: {}, body: undefined }, ''),
    ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

test('no bytes at all, and no change of good ones, are a fault or end the server', async () => {
  // A fault would not come through to here, where the server is: it would end this process.
  await fc.assert(
    fc.asyncProperty(fc.array(broken, { minLength: 16, maxLength: 16 }), async (all) => {
      const answers = await Promise.all(all.map(exchange));
      for (const answer of answers) assert.doesNotMatch(answer, /^HTTP\/1\.1 5/m);
      await impatient.http.get('/healthz').expect(200);
    }),
    { numRuns: 30, interruptAfterTimeLimit: 6000 },
  );
  await impatient.http.get('/readyz').expect(200);
});
