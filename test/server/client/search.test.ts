import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { picture, startServer, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';

const main = join(import.meta.dirname, '../../../cli/main.ts');
const models = await temporaryFolder();
const bundle = await publishStandIn(models, 'stand-in');
const folder = join(await temporaryFolder(), 'pictures');
await mkdir(join(folder, 'sub'), { recursive: true });
for (let i = 0; i < 6; i++) await writeFile(join(folder, `${i}.png`), await picture(i));
await writeFile(join(folder, 'sub', '3-copy.png'), await picture(3));
await writeFile(join(folder, 'broken.png'), 'no picture');
const wanted = join(folder, '3.png');
const key = 'read-key-0123456789';
const server = await startServer({
  bundle,
  settings: { apiKeys: `read:${key},admin:admin-key-0123456789` },
});
for (let i = 0; i < 6; i++)
  await server.http
    .put(`/v1/collections/default/items/${i}.png`)
    .query({ metadata: JSON.stringify({ path: `${i % 2}/${i}.png` }) })
    .set({ 'Content-Type': 'image/png', Authorization: 'Bearer admin-key-0123456789' })
    .send(await picture(i))
    .expect(201);

async function selfsame(args: readonly string[], apiKey?: string) {
  const env = { ...process.env, npm_package_name: undefined, SELFSAME_API_KEY: apiKey };
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: code as number, out, err };
}

const at = ['--url', server.url];

test('a server is searched, for people and for programs', async () => {
  const { code, out, err } = await selfsame(['search', wanted, ...at, '--k', '2'], key);
  assert.equal(code, 0, err);
  assert.match(out, /^1\.0000 {2}3\.png\n\S+ {2}\d\.png\n$/);
  const filter = ['--filter', '{"field":"path","startsWith":"0/"}', '--json'];
  const told = JSON.parse((await selfsame(['search', wanted, ...at, ...filter], key)).out);
  const ids = told.results.map(({ id }: { id: string }) => id).sort();
  assert.deepEqual(ids, ['0.png', '2.png', '4.png']);
  assert.equal(told.considered, 3);
});

test('a folder is searched without a server, as the server does', async () => {
  const alone = ['--model', 'stand-in', '--models', models];
  const args = ['search', wanted, ...alone, '--in', folder, '--min-score', '0.999'];
  const { code, out, err } = await selfsame(args);
  assert.equal(code, 0, err);
  assert.equal(out, '1.0000  3.png\n1.0000  sub/3-copy.png\n');
  assert.match(err, /left out: broken\.png: /);
  const json = await selfsame(['search', wanted, ...alone, '--in', folder, '--json']);
  const { model, considered, results } = JSON.parse(json.out);
  assert.deepEqual([model, considered, results.length], ['stand-in/1', 7, 7]);
});

test('an embedding is the same by a server and without one', async () => {
  const served = await selfsame(['embed', wanted, ...at], key);
  assert.equal(served.code, 0, served.err);
  const alone = ['--model', 'stand-in', '--models', models];
  const here = await selfsame(['embed', wanted, ...alone]);
  const [a, b]: number[][] = [JSON.parse(served.out), JSON.parse(here.out)];
  assert.equal(a!.length, bundle.card.dimensions);
  for (const [i, value] of a!.entries()) assert.ok(Math.abs(value - b![i]!) < 1e-6);
  const told = JSON.parse((await selfsame(['embed', wanted, ...alone, '--json'])).out);
  assert.deepEqual([told.model, told.dimensions, told.embedding], ['stand-in/1', b!.length, b]);
});

test('what cannot be done is told with its code and the remedy', async () => {
  const alone = ['--model', 'stand-in', '--models', models];
  const cases: [string[], number, RegExp][] = [
    [['search', wanted, ...at], 1, /^error api_key_missing: .*SELFSAME_API_KEY/],
    [['index', folder, ...at], 1, /^error api_key_missing: .*SELFSAME_API_KEY/],
    [['search', 'none.png', ...at], 1, /^error picture_unreadable: /],
    [['search', wanted, '--url', 'http://127.0.0.1:9'], 1, /^error no_server: .*selfsame start/],
    [
      ['search', wanted, ...alone, '--in', folder, ...at],
      2,
      /^error config_invalid: .*no server is/,
    ],
    [['search', wanted, ...alone], 2, /--model and --in go together/],
    [['embed', wanted, '--model', 'none'], 1, /^error bundle_not_found: /],
    [['embed', join(folder, 'broken.png'), ...alone], 1, /^error picture_unsupported: /],
  ];
  for (const [args, status, message] of cases) {
    const { code, out, err } = await selfsame(args);
    assert.deepEqual([code, out], [status, ''], err);
    assert.match(err, message);
    assert.equal(err.trim().split('\n').length, 1, err);
  }
});
