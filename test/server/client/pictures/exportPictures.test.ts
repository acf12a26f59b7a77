import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { scanFolder } from '../../../../models/index.ts';
import { callerOf, downloaderOf } from '../../../../server/client/call.ts';
import { exportPictures } from '../../../../server/client/pictures/exportPictures.ts';
import { scanPictures } from '../../../../trainer/data/scan.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';
import { selfsame, startSelfsame } from '../selfsame.ts';

const root = await temporaryFolder();
const bundle = await publishStandIn(join(root, 'models'), 'mine');
const { http, url } = await startServer({ bundle });
const at = '/v1/collections/default';

const ids = [
  'all/cat/1.png',
  'all/cat/2.png',
  'all/dog/1.png',
  'all/../1',
  '../../up.jpg',
  'all/cat',
  'all/cat/1.png/inside',
  'ALL/CAT/1.PNG',
  'all/Cat/1.png',
  'Möwe/\u65e5\u672c.jpg',
  'emoji \u{1f600}',
  'e\u0301',
  '\u00e9',
  '.hidden',
  'nul',
  'pictures.jsonl',
  'x'.repeat(256),
  `all/${'y'.repeat(252)}`,
];
for (const [i, id] of ids.entries())
  await http
    .put(`${at}/items/${encodeURIComponent(id)}`)
    .query({ metadata: JSON.stringify({ i }) })
    .send(await picture(i))
    .expect(201);
const vector = Array.from({ length: 192 }, (_, i) => (i === 0 ? 1 : 0));
await http.put(`${at}/items/vector`).send({ vector }).expect(201);

const exported = (to: string, ...more: string[]) =>
  selfsame(
    ...['models', 'export-pictures', '--collection', 'default', '--to', to, '--url', url],
    ...more,
  );

interface Line {
  readonly id: string;
  readonly file: string;
  readonly metadata: object;
}

async function manifestOf(folder: string): Promise<Line[]> {
  const text = await readFile(join(folder, 'pictures.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const kept = async (id: string) =>
  (await http.get(`${at}/items/${encodeURIComponent(id)}/image`).expect(200)).body as Buffer;

test('pictures are written under their ids, as far as systems can have them', async () => {
  const to = join(root, 'out');
  const { code, out, err } = await exported(to);
  assert.equal(code, 0, err);
  const counts = `${ids.length} pictures written to ${to}, 0 there already`;
  assert.equal(out, `${counts}, 1 items have no kept picture\n`);
  const lines = await manifestOf(to);
  assert.deepEqual(lines.map(({ id }) => id).sort(), [...ids].sort());
  for (const { id, file, metadata } of lines) {
    assert.deepEqual(await readFile(join(to, file)), await kept(id), id);
    assert.deepEqual(metadata, { i: ids.indexOf(id) });
  }
  const keys = lines.map(({ file }) => file.normalize('NFKC').toLowerCase());
  assert.equal(new Set(keys).size, ids.length);
  assert.equal(lines.find(({ id }) => id === 'all/cat/2.png')!.file, 'all/cat/2.png.jpg');

  // What trains finds each, and nothing else.
  const found = scanPictures(to, { hidden: false });
  assert.deepEqual(
    found.files.map(({ path }) => path).sort(),
    lines.map(({ file }) => file).sort(),
  );
  assert.deepEqual(found.leftOut, []);
  const { hidden, notPictures } = found.passedOver;
  assert.deepEqual([hidden, { ...notPictures }], [0, {}]);
});

test('folders tell the classes still', async () => {
  await http.put('/v1/collections/labelled').expect(201);
  for (const id of ['all/cat/1', 'all/cat/2', 'all/dog/1', 'all/..cow/1'])
    await http
      .put(`/v1/collections/labelled/items/${encodeURIComponent(id)}`)
      .send(await picture(1))
      .expect(201);
  const to = join(root, 'labelled');
  await exported(to, '--json').then(({ code }) => assert.equal(code, 0));
  const other = await selfsame(
    ...['models', 'export-pictures', '--collection', 'labelled', '--to', to, '--url', url],
  );
  assert.match(other.err, /^error export_folder_invalid: .* the collection "default"/);
  await rm(to, { recursive: true });
  const done = await selfsame(
    ...['models', 'export-pictures', '--collection', 'labelled', '--to', to, '--url', url],
  );
  assert.equal(done.code, 0, done.err);
  const { files } = scanPictures(to, { hidden: false });
  assert.deepEqual(files.map(({ label }) => label).sort(), ['%2E.cow', 'cat', 'cat', 'dog']);
});

test('done again it follows the collection, and never touches what is not its own', async () => {
  const to = join(root, 'again');
  assert.equal((await exported(to)).code, 0);
  const [first, second] = await manifestOf(to);
  const before = await stat(join(to, first!.file));
  await writeFile(join(to, 'own.txt'), 'mine');
  await rm(join(to, second!.file));
  await http
    .put(`${at}/items/late`)
    .send(await picture(90))
    .expect(201);
  const changed = '.hidden';
  await http
    .put(`${at}/items/${changed}`)
    .send(await picture(91))
    .expect(200);
  await http.delete(`${at}/items/nul`).expect(200);
  const told = JSON.parse((await exported(to, '--json')).out);
  assert.deepEqual(told, {
    ...{ written: 3, known: ids.length - 3, removed: 1, unkept: 1, stopped: false },
  });
  const lines = await manifestOf(to);
  assert.deepEqual(
    lines.map(({ id }) => id).sort(),
    [...ids.filter((id) => id !== 'nul'), 'late'].sort(),
  );
  for (const { id, file } of lines)
    assert.deepEqual(await readFile(join(to, file)), await kept(id), id);
  assert.equal((await stat(join(to, first!.file))).mtimeMs, before.mtimeMs);
  assert.equal(await readFile(join(to, 'own.txt'), 'utf8'), 'mine');
  assert.equal(scanFolder(to, { hidden: true }).pictures.length, lines.length);
});

test('a folder of something else is refused', async () => {
  const to = join(root, 'other');
  const full = await temporaryFolder();
  await writeFile(join(full, 'cat.jpg'), 'a cat');
  const refused = await exported(full);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^error export_folder_invalid: .*it holds other things/);
  assert.deepEqual(await readdir(full), ['cat.jpg']);
  await writeFile(join(full, 'pictures.jsonl'), '{"file":"../x","id":"a"}\n');
  assert.match((await exported(full)).err, /line 1 of its pictures\.jsonl is of another kind/);
  await writeFile(to, 'a file');
  assert.match(
    (await exported(to)).err,
    /^error export_unwritable: .*EEXIST.* A file is in the way: move it, or name another folder, /,
  );
  const none = await selfsame(
    ...['models', 'export-pictures', '--collection', 'none', '--to', join(root, 'n'), '--url', url],
  );
  assert.match(none.err, /^error collection_not_found: /);
  assert.ok(!existsSync(join(root, 'n')));
});

test('of two that write into one folder at once the second is refused', async () => {
  const to = join(root, 'two');
  const write = () =>
    exportPictures({
      ...{ call: callerOf(url), download: downloaderOf(url), collection: 'default', folder: to },
      ...{ stop: new AbortController().signal, onProgress() {} },
    });
  const ends = await Promise.allSettled([write(), write()]);
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  assert.deepEqual(
    refused.map(({ code }) => code),
    ['export_locked'],
  );
  for (const { id, file } of await manifestOf(to))
    assert.deepEqual(await readFile(join(to, file)), await kept(id), id);
  assert.equal((await write()).known, (await manifestOf(to)).length);
});

test('killed and broken off at any point it goes on, and all is there in the end', async () => {
  await http.put('/v1/collections/many').expect(201);
  const count = 240;
  for (let i = 0; i < count; i++)
    await http
      .put(`/v1/collections/many/items/${i % 3}%2F${i}`)
      .send(await picture(i % 7))
      .expect(201);
  const to = join(root, 'many');
  const args = ['models', 'export-pictures', '--collection', 'many', '--to', to, '--url', url];
  for (const [i, signal] of (['SIGKILL', 'SIGINT', 'SIGKILL'] as const).entries()) {
    const { child, ended } = startSelfsame(args);
    const wanted = 60 * (i + 1);
    const countNow = async () =>
      (await readdir(to, { recursive: true }).catch(() => [])).filter((name) =>
        name.endsWith('.jpg'),
      ).length;
    while ((await countNow()) < wanted && child.exitCode === null);
    child.kill(signal);
    await ended;
    for (const { path } of scanFolder(to, { hidden: false }).pictures)
      assert.ok((await manifestOf(to)).some(({ file }) => file === path));
  }
  const { code, out, err } = await selfsame(...args);
  assert.equal(code, 0, err);
  assert.match(out, /pictures written to/);
  const lines = await manifestOf(to);
  assert.equal(lines.length, count);
  assert.equal(scanFolder(to, { hidden: true }).pictures.length, count);
});
