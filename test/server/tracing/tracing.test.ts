import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { json } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { pino } from 'pino';
import supertest from 'supertest';
import { ConfigError } from '../../../models/index.ts';

/** What is imported, from here on. */
const imported: string[] = [];
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    imported.push(found.url);
    return found;
  },
});
// The whole server is among it.
const { picture, startProcess, temporaryFolder } = await import('../helpers.ts');
const { publishStandIn } = await import('../standIn.ts');
const { openTracing } = await import('../../../server/tracing/openTracing.ts');

/** A span as OTLP has it in JSON. */
interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly status: { readonly code?: number };
}

interface Batch {
  readonly resourceSpans: readonly {
    readonly resource: Pick<Sent, 'attributes'>;
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  after(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Does something with variables of the environment, of which OpenTelemetry reads this process's. */
async function withVariables<T>(variables: Record<string, string>, work: () => Promise<T>) {
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

const spansIn = ({ resourceSpans }: Batch): Sent[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

const attributesOf = ({ attributes }: Pick<Sent, 'attributes'>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

test("without a collector nothing of OpenTelemetry's SDK is imported", async () => {
  const silent = pino({ level: 'silent' });
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  assert.equal(await openTracing({}, silent), null);
  assert.equal(await openTracing({ ...endpoint, OTEL_SDK_DISABLED: 'true' }, silent), null);
  const parts = /@opentelemetry\/(sdk|core|exporter|otlp|resources)|tracing\/otlp/;
  assert.ok(imported.some((url) => url.endsWith('server/startServices.ts')));
  assert.deepEqual(
    imported.filter((url) => parts.test(url)),
    [],
  );
  await (await openTracing(endpoint, silent))!.close();
  assert.ok(imported.some((url) => parts.test(url)));
});

test("what a request takes is sent to a collector, under the trace of the request's client", async () => {
  const spans: Sent[] = [];
  const resources: Record<string, unknown>[] = [];
  const collector = createServer(async (req, res) => {
    assert.equal(req.url, '/v1/traces');
    const batch = (await json(req)) as Batch;
    resources.push(...batch.resourceSpans.map(({ resource }) => attributesOf(resource)));
    spans.push(...spansIn(batch));
    res.setHeader('Content-Type', 'application/json').end('{}');
  });
  const data = await temporaryFolder();
  const variables = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await portOf(collector)}`,
    OTEL_SERVICE_NAME: 'pictures',
  };
  const { child, url, ended } = await withVariables(variables, async () =>
    startProcess('--port', '0', '--model', bundle.dir, '--threads', '1', '--data', data),
  );
  const http = supertest(await url);
  const traceId = 'a'.repeat(32);
  const caller = 'b'.repeat(16);
  const put = await http
    .put('/v1/collections/default/items/one')
    .set('traceparent', `00-${traceId}-${caller}-01`)
    .set('X-Request-Id', 'request-1')
    .send(await picture(1))
    .expect(201);
  assert.equal(put.headers['x-request-id'], 'request-1');
  await http.post('/v1/collections/default/search').send({ id: 'one' }).expect(200);
  // One whose client says that its trace is not kept.
  await http
    .get('/v1/models')
    .set('traceparent', `00-${'c'.repeat(32)}-${caller}-00`)
    .expect(200);
  await http.post('/v1/embeddings').send(Buffer.from('no picture')).expect(415);
  child.kill('SIGTERM');
  const { code, err } = await ended;
  assert.equal(code, 0, err);
  assert.match(err, /"id":"request-1"/);

  for (const resource of resources) assert.equal(resource['service.name'], 'pictures');
  const called = (name: string) => spans.filter((span) => span.name === name);
  const [root] = called('PUT /v1/collections/{collection}/items/{id}');
  assert.deepEqual([root!.traceId, root!.parentSpanId], [traceId, caller]);
  const told = attributesOf(root!);
  assert.equal(told['http.route'], '/v1/collections/{collection}/items/{id}');
  assert.equal(Number(told['http.response.status_code']), 201);
  assert.equal(told['selfsame.request_id'], 'request-1');
  assert.equal(told['selfsame.model'], 'stand-in/1');

  const within = (parent: Sent) => spans.filter((span) => span.parentSpanId === parent.spanId);
  const parts = within(root!);
  const named = (list: readonly Sent[]) => list.map(({ name }) => name).toSorted();
  assert.deepEqual(named(parts), [
    'decode',
    'embed',
    'preview',
    'store getCollection',
    'store putItems',
  ]);
  const embed = parts.find(({ name }) => name === 'embed')!;
  assert.deepEqual(named(within(embed)), ['inference', 'queue']);
  for (const [outer, inner] of [
    [root!, parts],
    [embed, within(embed)],
  ] as const) {
    for (const { name, traceId, ...times } of inner) {
      assert.equal(traceId, root!.traceId);
      // Times of the SDK are of milliseconds with three decimals.
      const slack = 2_000n;
      assert.ok(BigInt(times.startTimeUnixNano) + slack >= BigInt(outer.startTimeUnixNano), name);
      assert.ok(BigInt(times.endTimeUnixNano) <= BigInt(outer.endTimeUnixNano) + slack, name);
    }
  }
  const [search] = called('POST /v1/collections/{collection}/search');
  assert.notEqual(search!.traceId, traceId);
  assert.ok(named(within(search!)).includes('store search'));
  assert.equal(called('GET /v1/models').length, 0);
  const [refused] = called('POST /v1/embeddings');
  assert.equal(refused!.status.code ?? 0, 0, 'a fault of the client is none of the server');
  const [undecoded] = within(refused!).filter(({ name }) => name === 'decode');
  assert.equal(undecoded!.status.code, 2);
  assert.equal(attributesOf(undecoded!)['error.type'], 'picture_unsupported');
});

test('a collector that never answers holds up nothing, makes little wait, and is told of once', async () => {
  let received = 0;
  const collector = createServer(async (req) => {
    received += spansIn((await json(req)) as Batch).length;
  });
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
  const close = await withVariables(
    {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${await portOf(collector)}/v1/traces`,
      OTEL_EXPORTER_OTLP_TIMEOUT: '700',
    },
    async () => {
      const tracing = (await openTracing(process.env, log))!;
      for (let i = 0; i < 10_000; i++) tracing.request('GET', {}, {})!.end();
      return () => tracing.close();
    },
  );
  const began = performance.now();
  await close();
  assert.ok(performance.now() - began < 10_000);
  assert.ok(received > 0 && received < 4000, `${received} of 10,000 were held`);
  assert.equal(lines.length, 1, lines.join(''));
  assert.match(lines[0]!, /traces are not taken/);
});

test('a sampler is one of those that OpenTelemetry names', async () => {
  const { samplerOf } = await import('../../../server/tracing/otlp/samplerOf.ts');
  const described = (name?: string, argument?: string) =>
    String(samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: argument }));
  assert.match(described(), /ParentBased\{root=AlwaysOnSampler/);
  assert.match(described('always_off'), /^AlwaysOffSampler/);
  assert.match(described('traceidratio', '0.25'), /^TraceIdRatioBased\{0\.25\}/);
  assert.match(described('parentbased_traceidratio', '0.5'), /root=TraceIdRatioBased\{0\.5\}/);
  assert.throws(() => described('sometimes'), ConfigError);
  assert.throws(() => described('traceidratio', '2'), ConfigError);
});

test('a collector that could not be reached by what is set is refused', async () => {
  const silent = pino({ level: 'silent' });
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  for (const variables of [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
    { ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector' },
    { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
  ])
    await assert.rejects(openTracing(variables, silent), ConfigError);
  const own = {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
  };
  const tracing = await openTracing({ ...endpoint, ...own }, silent);
  await tracing!.close();
});
