import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { picture, startServer, temporaryFolder } from './helpers.ts';

async function run(file: string, ...args: string[]) {
  const main = join(import.meta.dirname, '../../server', file);
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: code as number, out, err };
}

test('a folder is indexed, and a snapshot of it restored into another data folder', async () => {
  const data = await temporaryFolder();
  const server = await startServer({ data });
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'sub'));
  for (let i = 0; i < 5; i++) await writeFile(join(folder, 'sub', `${i}.png`), await picture(i));
  await writeFile(join(folder, 'broken.png'), 'x');
  const index = () => run('bulk/main.ts', folder, '--collection', 'album', '--url', server.url);
  const first = await index();
  assert.deepEqual(
    [first.code, first.out],
    [0, 'found 6: 5 indexed, 0 there already, 1 left out (1 named)\n'],
  );
  assert.match(first.err, /left out: broken\.png: /);
  assert.equal((await index()).out, 'found 6: 0 indexed, 5 there already, 1 left out (1 named)\n');

  const { body } = await server.http.post('/v1/collections/album/snapshots').expect(201);
  const snapshot = join(data, 'snapshots', `${body.name}.sqlite`);
  const busy = await run('restore.ts', snapshot, '--data', data);
  assert.equal(busy.code, 1);
  assert.match(busy.err, /Another server is using/);
  await server.close();
  const other = join(await temporaryFolder(), 'new');
  const restored = await run('restore.ts', snapshot, '--data', other);
  assert.match(restored.out, /"album" is in .* with its 5 items; all is sound/);
  const again = await startServer({ data: other });
  const found = await again.http
    .post('/v1/collections/album/search')
    .query({ k: 1 })
    .send(await picture(3));
  assert.equal(found.body.results[0].id, 'sub/3.png');
});

test('commands called wrongly say what to do, in one line', async () => {
  const cases: [string[], RegExp][] = [
    [['bulk/main.ts'], /a folder is wanted: npm run index/],
    [['bulk/main.ts', 'a', '--colection', 'b'], /--colection/],
    [['bulk/main.ts', 'a', '--url', 'http://127.0.0.1:1'], /No server answers.*npm start/],
    [['restore.ts', '/none.sqlite'], /cannot be restored/],
    [['restore.ts'], /a snapshot\.sqlite is wanted: npm run restore/],
  ];
  for (const [[file, ...args], message] of cases) {
    const { code, err, out } = await run(file!, ...args);
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, message);
    assert.equal(err.trim().split('\n').length, 1, err);
  }
});
