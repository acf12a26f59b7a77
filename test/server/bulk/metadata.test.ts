import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { modelDigest } from '../../../models/index.ts';
import { picture, startServer, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';
import { index, serverAt } from './command.ts';

const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');
const server = await startServer({ bundle });
const { http } = server;
const { job, item, embedded } = serverAt(server.url);

async function folderOf(...names: string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const [i, name] of names.entries()) await writeFile(join(folder, name), await picture(i));
  return folder;
}

test('metadata of all pictures, of the table and of sidecars, and what becomes of it', async () => {
  const folder = await folderOf('a.png', 'b.png', 'c.png');
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write(
    'metadata.csv',
    '\uFEFFpath,kind,lot,code\n./a.png,plant,7,007\nb.png,"a, b",,x\ngone.png,,1,\n',
  );
  await write('b.png.json', '{"kind": "boat", "tags": ["x"], "path": "not this"}');
  await write('other.json', '{}');
  const flags = ['--url', server.url, '--collection', 'said', '--metadata', 'camera=left'];
  const { code, out, err } = await index(folder, ...flags, '--metadata', 'kind=unknown');
  assert.equal(code, 0, err);
  assert.match(out, /^found 6: 3 indexed, 0 there already, 2 with metadata, 1 left out/);
  assert.match(err, /the metadata names 1 that are no pictures here: gone\.png/);
  const metadata = async (id: string) => (await item('said', id)).metadata;
  const camera = 'left';
  assert.deepEqual(await metadata('a.png'), {
    path: 'a.png',
    camera,
    kind: 'plant',
    lot: 7,
    code: '007',
  });
  assert.deepEqual(await metadata('b.png'), {
    path: 'b.png',
    camera,
    kind: 'boat',
    code: 'x',
    tags: ['x'],
  });
  assert.deepEqual(await metadata('c.png'), { path: 'c.png', camera, kind: 'unknown' });

  // What a request has changed stays; what the folder says anew is taken over, without embedding.
  await http
    .patch('/v1/collections/said/items/b.png')
    .send({ metadata: { mine: 1 } })
    .expect(200);
  const before = await embedded();
  await write('b.png.json', '{"kind": "ship"}');
  await rm(join(folder, 'metadata.csv'));
  const again = await index(folder, ...flags);
  assert.equal(again.code, 0, again.err);
  assert.equal(await embedded(), before);
  assert.deepEqual(await metadata('a.png'), { path: 'a.png', camera });
  assert.deepEqual(await metadata('b.png'), { path: 'b.png', camera, kind: 'ship', mine: 1 });
  assert.deepEqual(await metadata('c.png'), { path: 'c.png', camera });

  // What cannot be read is named, and leaves the item as it was.
  await write('b.png.json', '[1]');
  const { state, files, gone } = await job('said', { folder, prune: true, metadata: { camera } });
  assert.deepEqual([state, gone], ['done', 0]);
  assert.deepEqual(
    files.map((one) => [one.path, one.code]),
    [['b.png', 'file_metadata_invalid']],
  );
  assert.deepEqual(await metadata('b.png'), { path: 'b.png', camera, kind: 'ship', mine: 1 });
});

test('a table of JSON lines, and tables that cannot be used', async () => {
  const folder = await folderOf('a.png');
  await http.put('/v1/collections/tables').expect(201);
  const table = join(folder, 'metadata.jsonl');
  await writeFile(table, '{"file_name": "a.png", "kind": "plant"}\n\n');
  assert.equal((await job('tables', { folder })).state, 'done');
  assert.deepEqual((await item('tables', 'a.png')).metadata, { path: 'a.png', kind: 'plant' });
  const broken = ['{"kind": 1}', '[]', '{"path": "a"}\n{"path": "a"}', 'no JSON'];
  for (const text of broken) {
    await writeFile(table, text);
    const { state, error } = await job('tables', { folder });
    assert.deepEqual([state, error?.code], ['failed', 'metadata_table_invalid'], text);
  }
  await writeFile(table, '');
  await writeFile(join(folder, 'metadata.csv'), 'path\n"');
  assert.match(
    (await job('tables', { folder })).error!.message,
    /metadata\.jsonl is there as well/,
  );
  await rm(table);
  assert.equal((await job('tables', { folder })).error?.code, 'metadata_table_invalid');
  // Nothing that was said before is lost by that.
  assert.equal((await item('tables', 'a.png')).metadata.kind, 'plant');
  await http
    .post('/v1/collections/tables/jobs')
    .send({ folder, metadata: [1] })
    .expect(400);
  const { code, err } = await index(folder, '--metadata', 'camera');
  assert.deepEqual([code, /--metadata: is not key=value/.test(err)], [2, true], err);
});

test('an id that something else has is not taken, and what is the same is followed', async () => {
  await http.put('/v1/collections/mixed').expect(201);
  const folder = await folderOf('a.png', 'b.png', 'c.png');
  const put = async (id: string, seed: number, metadata?: string) =>
    http
      .put(`/v1/collections/mixed/items/${id}`)
      .query(metadata === undefined ? {} : { metadata })
      .set('Content-Type', 'image/png')
      .send(await picture(seed))
      .expect(201);
  await put('a.png', 99);
  await put('b.png', 1);
  // As an earlier version has left them, whose items follow no folder.
  await put('c.png', 98, '{"path":"c.png"}');
  const before = await embedded();
  const { files, indexed, known, changed } = await job('mixed', { folder });
  assert.deepEqual(
    files.map((one) => [one.path, one.code]),
    [['a.png', 'id_taken']],
  );
  assert.deepEqual([indexed, known, changed], [0, 1, 1]);
  assert.equal((await embedded()) - before, 1);

  // Another folder's picture of the same path.
  const other = await folderOf('x.png', 'b.png');
  await writeFile(join(other, 'b.png'), await picture(50));
  const taken = await job('mixed', { folder: other, prune: true });
  assert.deepEqual([taken.indexed, taken.gone], [1, 0]);
  assert.deepEqual(
    taken.files.map((one) => [one.path, one.code]),
    [['b.png', 'id_taken']],
  );
  // A folder that is there no more has been moved, as likely as not.
  await rm(folder, { recursive: true });
  assert.equal((await job('mixed', { folder: other })).changed, 1);
});

test('what lacks a vector of the model is embedded anew, and is not there already', async () => {
  await http.put('/v1/collections/models').expect(201);
  const folder = await folderOf('a.png', 'b.png');
  await job('models', { folder });
  await http.patch('/v1/collections/models/items/a.png').send({ metadata: { mine: 1 } });
  const { store } = server.services;
  const [own, other] = [modelDigest(bundle.card), 'b'.repeat(64)];
  const [a, b] = [await store.getItem('models', 'a.png'), await store.getItem('models', 'b.png')];
  const vector = (await store.getVector('models', 'b.png', own))!;
  // As after an activation that left it out.
  await store.beginGeneration('models', other);
  await store.putVectors('models', other, [{ ...a, vector }]);
  await store.switchModel('models', other, 'any');
  await store.dropModel('models', own);
  await store.beginGeneration('models', own);
  await store.putVectors('models', own, [{ ...b, vector }]);
  await store.switchModel('models', own, 'any');
  const before = await embedded();
  const { indexed, known } = await job('models', { folder });
  assert.deepEqual([indexed, known, (await embedded()) - before], [1, 1, 1]);
  const { comparable, metadata } = await item('models', 'a.png');
  assert.deepEqual([comparable, metadata], [true, { path: 'a.png', mine: 1 }]);
});

test('pictures that are out of sight are not gone', async () => {
  await http.put('/v1/collections/hidden').expect(201);
  const folder = await folderOf('a.png', '.b.png', 'c.png');
  assert.equal((await job('hidden', { folder, hidden: true })).indexed, 3);
  assert.equal((await job('hidden', { folder, prune: true })).gone, 0);
  await writeFile(join(folder, 'c.png'), '');
  const { gone, files } = await job('hidden', { folder, prune: true });
  assert.deepEqual([gone, files.map(({ path }) => path)], [0, ['c.png']]);
  await rm(join(folder, '.b.png'));
  assert.equal((await job('hidden', { folder, prune: true, hidden: true })).pruned, 1);
});

test('search and deletion can be limited to a folder', async () => {
  await http.put('/v1/collections/folders').expect(201);
  const folder = await folderOf('a-1.png', 'a-2.png', 'b-1.png');
  await job('folders', { folder });
  const filter = { field: 'path', startsWith: 'a-' };
  const body = { id: 'b-1.png', k: 5, filter };
  const found = await http.post('/v1/collections/folders/search').send(body).expect(200);
  const ids = found.body.results.map(({ id }: { id: string }) => id).sort();
  assert.deepEqual(ids, ['a-1.png', 'a-2.png']);
  for (const wrong of [1, null, ['a']]) {
    const bad = { ...body, filter: { field: 'path', startsWith: wrong } };
    const answer = await http.post('/v1/collections/folders/search').send(bad).expect(400);
    assert.equal(answer.body.error.code, 'filter_invalid');
  }
});

test('one job at a time for a folder and a collection', async () => {
  await http.put('/v1/collections/busy').expect(201);
  const folder = await folderOf('a.png');
  const start = { folder, watch: true };
  const { body } = await http.post('/v1/collections/busy/jobs').send(start).expect(202);
  const second = await http.post('/v1/collections/busy/jobs').send({ folder }).expect(409);
  assert.equal(second.body.error.code, 'folder_busy');
  await http.delete(`/v1/jobs/${body.id}`).expect(200);
  const { indexed, known } = await job('busy', { folder });
  assert.equal(indexed + known, 1);
});
