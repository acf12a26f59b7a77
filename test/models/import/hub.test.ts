import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findBundle, SelfsameError } from '@selfsame/models';
import { fetchEncoder, hubEnvironment, readHubReference } from '@selfsame/models/import';
import { selfsame } from '../../server/client/selfsame.ts';
import { writeColours } from './colours.ts';
import { side, trunk } from './graphs.ts';
import { commit, gitOf, repository, sha256Of, startHub, type TestHub } from './hub.ts';
import { writeExternal } from './variants.ts';

// Whatever proxy there is, it is not asked for the hub of this test.
process.env.NO_PROXY = '127.0.0.1';
const root = mkdtempSync(join(tmpdir(), 'selfsame-hub-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');
const source = await trunk();
writeExternal(join(root, 'model.onnx'), source.graph);
const bytesOf = (name: string) => readFileSync(join(root, name));
const [graph, first, second] = ['model.onnx', 'model.onnx_data', 'more.bin'].map(bytesOf);
const preparation = Buffer.from(
  JSON.stringify({
    ...{ do_resize: true, size: { height: side, width: side }, resample: 3 },
    ...{ image_mean: source.mean, image_std: source.std },
  }),
);
const files = {
  'README.md': Buffer.from('---\nlicense: apache-2.0\n---\n'),
  'config.json': Buffer.from('{}'),
  'preprocessor_config.json': preparation,
  'model.safetensors': Buffer.from('weights'),
  'onnx/model.onnx': graph!,
  'onnx/model.onnx_data': first!,
  'onnx/more.bin': second!,
};
const large = ['model.safetensors', 'onnx/model.onnx_data', 'onnx/more.bin'];
const dataPath = 'onnx/model.onnx_data';

test('an encoder of a hub becomes a bundle, by what it takes alone, and on from where it broke off', async () => {
  const hub = await startHub(files, large);
  const home = join(root, 'home');
  Object.assign(process.env, { HF_ENDPOINT: hub.endpoint, HF_HOME: home, HF_TOKEN: 'hf_secret' });
  hub.breakAfter = 100_000;
  const importAs = (name: string) =>
    selfsame('models', 'import', `hf:${repository}@v1`, '--name', name, '--models', models);
  const { code, out, err } = await importAs('hub');
  assert.equal(code, 0, err);
  assert.match(out, new RegExp(`hf:owner/encoder@${commit}`));
  assert.match(out, /licence +apache-2\.0, says the card at http.*owner\/encoder/);

  const { card } = await findBundle(models, 'hub');
  const { origin, licence, files: read } = card.imported!;
  assert.equal(origin, `hf:${repository}@${commit}/onnx/model.onnx`);
  assert.equal(licence, 'apache-2.0');
  assert.deepEqual(
    read.map(({ name, sha256 }) => [name, sha256]),
    [
      ['model.onnx', sha256Of(graph!)],
      ['model.onnx_data', sha256Of(first!)],
      ['more.bin', sha256Of(second!)],
      ['preprocessor_config.json', sha256Of(preparation)],
    ],
  );
  const paths = hub.asked.map(({ path }) => path).join('\n');
  assert.doesNotMatch(paths, /README|safetensors/);
  const ofData = hub.asked.filter(({ path }) => path === `/${encodeURIComponent(dataPath)}`);
  assert.equal(ofData.length, 2);
  // As far as it had come: what was on its way when it broke off may be lost.
  assert.match(ofData[1]!.range!, /^bytes=[1-9]\d*-$/);
  for (const { path, authorization } of hub.asked)
    assert.equal(authorization, path.includes(repository) ? 'Bearer hf_secret' : undefined, path);

  const cached = join(home, 'hub/models--owner--encoder');
  assert.equal(readFileSync(join(cached, 'refs/v1'), 'utf8'), commit);
  const blobs = [
    sha256Of(first!),
    sha256Of(second!),
    ...[graph!, preparation, files['config.json']].map(gitOf),
  ];
  assert.deepEqual(readdirSync(join(cached, 'blobs')).sort(), blobs.sort());
  const shown = join(cached, 'snapshots', commit, dataPath);
  if (process.platform !== 'win32')
    assert.equal(readlinkSync(shown), join('../../../blobs', sha256Of(first!)));

  hub.asked.length = 0;
  assert.equal((await importAs('again')).code, 0);
  assert.equal(hub.asked.length, 1, 'what is there is not fetched again');
  const taken = await importAs('hub');
  assert.match(taken.err, /name_taken/);
  assert.equal(hub.asked.length, 1, 'nothing is fetched for a name that is taken');
});

let count = 0;
/** What it takes of a hub, into a cache of its own. */
async function fetchOf(
  hub: Pick<TestHub, 'endpoint'>,
  reference = `hf:${repository}`,
  env: Record<string, string> = {},
  withText = false,
) {
  const home = join(root, `home${count++}`);
  const environment = hubEnvironment({ HF_ENDPOINT: hub.endpoint, HF_HOME: home, ...env });
  const told = { reference: readHubReference(reference, 'models import'), environment };
  const fetched = await fetchEncoder({ ...told, withText, say: () => {}, onProgress: () => {} });
  return { fetched, home };
}

const refusedWith = (code: string, says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SelfsameError, String((error as Error).stack));
  assert.equal(error.code, code, error.message);
  assert.match(`${error.message} ${error.remedy}`, says);
  return true;
};

test('a file that is cut short or another one is not kept', async () => {
  for (const [served, says] of [
    [first!.subarray(0, 1000), /it ends at byte 1000 of/],
    [Buffer.alloc(first!.length), new RegExp(`the hub says ${sha256Of(first!)}`)],
  ] as const) {
    const hub = await startHub(files, large, { [dataPath]: served });
    await assert.rejects(fetchOf(hub), refusedWith('hub_file_damaged', says));
    const blobs = join(root, `home${count - 1}`, 'hub/models--owner--encoder/blobs');
    assert.ok(readdirSync(blobs).every((name) => !name.startsWith(sha256Of(first!))));
  }
  const small = await startHub(files, large, { 'config.json': Buffer.from('[]') });
  await assert.rejects(
    fetchOf(small),
    refusedWith('hub_file_damaged', /config\.json .*the hub says/),
  );
});

test('what a hub does not give has a reason and a remedy', async () => {
  const hub = await startHub(files, large);
  for (const [reference, code, says] of [
    ['hf:owner/none', 'hub_repository_missing', /has no owner\/none.*HF_TOKEN/],
    [`hf:${repository}@none`, 'hub_revision_missing', /no revision none/],
    [`hf:${repository}@page`, 'hub_answer_unusable', /HF_ENDPOINT/],
    [
      `hf:${repository}/onnx/other.onnx`,
      'hub_graph_missing',
      /hf:owner\/encoder\/onnx\/model\.onnx/,
    ],
    ['hf:owner', 'config_invalid', /hf:<owner>\/<repository>/],
    [`hf:${repository}@..%2F..%2Fother`, 'config_invalid', /form/],
  ] as const)
    await assert.rejects(fetchOf(hub, reference), refusedWith(code, says));
  for (const [refusal, code] of [
    [{ status: 401, code: 'GatedRepo' }, 'hub_gated'],
    [{ status: 403, code: '' }, 'hub_gated'],
    [
      { status: 401, code: '', message: 'Invalid credentials in Authorization header' },
      'hub_token_refused',
    ],
  ] as const) {
    hub.refusal = refusal;
    await assert.rejects(fetchOf(hub), refusedWith(code, /HF_TOKEN/));
  }
  const closed = { endpoint: 'http://127.0.0.1:9' };
  await assert.rejects(fetchOf(closed), refusedWith('hub_unreachable', /HTTPS_PROXY/));
  const offline = fetchOf(hub, undefined, { HF_HUB_OFFLINE: '1' });
  await assert.rejects(offline, refusedWith('hub_offline', /home\d+.hub/));
});

test('a text tower is fetched with what makes tokens of words, or missed before anything is fetched', async () => {
  const folder = join(root, 'colours');
  writeColours(folder, true);
  const named = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
  const pictures = { ...files, ...named('onnx/vision_model.onnx') };
  const whole = named(
    'onnx/text_model.onnx',
    'onnx/model.onnx_data',
    'tokenizer.json',
    'tokenizer_config.json',
  );
  const hub = await startHub({ ...pictures, ...whole }, large);
  await fetchOf(hub, undefined, {}, true);
  const asked = hub.asked.map(({ path }) => path.split('/').at(-1));
  for (const name of Object.keys(whole)) assert.ok(asked.includes(name.split('/').at(-1)!), name);
  const without = await startHub({ ...pictures, ...named('tokenizer.json') }, large);
  await assert.rejects(
    fetchOf(without, undefined, {}, true),
    refusedWith('text_not_found', /owner\/encoder\/onnx\/vision_model\.onnx: text_model\.onnx/),
  );
  assert.equal(without.asked.length, 1);
});

test('settings of that ecosystem say where a cache and a token are', () => {
  const home = join(root, 'settings');
  mkdirSync(home);
  assert.equal(hubEnvironment({ HF_HOME: home }).token, undefined);
  const told = hubEnvironment({ HF_HOME: home, HF_HUB_CACHE: join(root, 'c'), HF_TOKEN: ' t\n' });
  assert.deepEqual([told.cache, told.token], [join(root, 'c'), 't']);
  assert.equal(
    hubEnvironment({ HF_TOKEN: 't', HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }).token,
    undefined,
  );
  const usual = hubEnvironment({ XDG_CACHE_HOME: root, HF_ENDPOINT: 'https://mirror/' });
  assert.equal(usual.cache, join(root, 'huggingface/hub'));
  assert.equal(usual.endpoint, 'https://mirror');
  assert.ok(!existsSync(usual.cache));
});
