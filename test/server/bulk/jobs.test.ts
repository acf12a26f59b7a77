import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { picture, startServer, temporaryFolder } from '../helpers.ts';

const { http } = await startServer();

async function folderOf(count: number): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'sub', 'deep'), { recursive: true });
  for (let i = 0; i < count; i++) {
    const place = ['', 'sub', 'sub/deep'][i % 3]!;
    await writeFile(join(folder, place, `p${i}.png`), await picture(i));
  }
  return folder;
}

async function run(collection: string, folder: string) {
  const begun = await http.post(`/v1/collections/${collection}/jobs`).send({ folder }).expect(202);
  for (let tries = 0; ; tries++) {
    const { body } = await http.get(`/v1/jobs/${begun.body.id}`).expect(200);
    if (body.state !== 'running') return body;
    assert.ok(tries < 400, 'the job did not end within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a folder is indexed with what is in it below, and what cannot be read is named', async () => {
  await http.put('/v1/collections/album').expect(201);
  const folder = await folderOf(40);
  await writeFile(join(folder, 'sub', 'broken.jpg'), 'no picture');
  await writeFile(join(folder, 'notes.txt'), 'no picture either');
  await symlink(join(folder, 'p0.png'), join(folder, 'link.png'));
  const job = await run('album', folder);
  assert.deepEqual(
    [job.state, job.found, job.indexed, job.known, job.unreadable],
    ['done', 43, 40, 0, 1],
  );
  assert.deepEqual(job.passedOver, { hidden: 0, linked: 1, notPictures: { txt: 1 } });
  assert.equal(job.files[0].path, 'sub/broken.jpg');
  assert.equal(job.files[0].code, 'picture_unsupported');
  const item = `/v1/collections/album/items/${encodeURIComponent('sub/deep/p5.png')}`;
  const { body } = await http.get(item).expect(200);
  assert.deepEqual(body.metadata, { path: 'sub/deep/p5.png' });
  const found = await http
    .post('/v1/collections/album/search')
    .query({ k: 1 })
    .send(await picture(5));
  assert.equal(found.body.results[0].id, 'sub/deep/p5.png');
});

test('a cancelled job keeps what it has indexed, and the next goes on from there', async () => {
  await http.put('/v1/collections/broken-off').expect(201);
  const folder = await folderOf(200);
  const path = '/v1/collections/broken-off';
  const { body: begun } = await http.post(`${path}/jobs`).send({ folder }).expect(202);
  const { body: ended } = await http.delete(`/v1/jobs/${begun.id}`).expect(200);
  assert.equal(ended.state, 'cancelled');
  const { body: collection } = await http.get(path).expect(200);
  assert.equal(collection.items, ended.indexed);
  assert.ok(ended.indexed < 200);
  const rest = await run('broken-off', folder);
  assert.deepEqual(
    [rest.state, rest.known, rest.indexed],
    ['done', ended.indexed, 200 - ended.indexed],
  );
});

test('a job that cannot begin, or is not there, is refused', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, 'x');
  for (const folder of ['relative', '/none/there', file]) {
    const { body } = await http.post('/v1/collections/default/jobs').send({ folder }).expect(400);
    assert.equal(body.error.code, 'folder_invalid');
  }
  await http.post('/v1/collections/none/jobs').send({ folder: '/tmp' }).expect(404);
  const { body } = await http.get('/v1/jobs/none').expect(404);
  assert.equal(body.error.code, 'job_not_found');
});
