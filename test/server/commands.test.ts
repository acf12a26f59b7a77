import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { picture, startServer, temporaryFolder } from './helpers.ts';

async function run(command: string, ...args: string[]) {
  const main = join(import.meta.dirname, '../../cli/main.ts');
  const child = spawn(process.execPath, [main, command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
  const index = () => run('index', folder, '--collection', 'album', '--url', server.url);
  const first = await index();
  assert.deepEqual(
    [first.code, first.out],
    [0, 'found 6: 5 indexed, 0 there already, 1 left out (1 named)\n'],
  );
  assert.match(first.err, /left out: broken\.png: /);
  assert.equal((await index()).out, 'found 6: 0 indexed, 5 there already, 1 left out (1 named)\n');

  const { body } = await server.http.post('/v1/collections/album/snapshots').expect(201);
  const snapshot = join(data, 'snapshots', `${body.name}.sqlite`);
  const busy = await run('restore', snapshot, '--data', data);
  assert.equal(busy.code, 1);
  assert.match(busy.err, /Another server is using/);
  await server.close();
  const other = join(await temporaryFolder(), 'new');
  const restored = await run('restore', snapshot, '--data', other);
  assert.match(restored.out, /"album" is in .* with its 5 items; all is sound/);
  const again = await startServer({ data: other });
  const found = await again.http
    .post('/v1/collections/album/search')
    .query({ k: 1 })
    .send(await picture(3));
  assert.equal(found.body.results[0].id, 'sub/3.png');
});

test('commands called wrongly say what to do, in one line', async () => {
  const cases: [string[], RegExp, number?][] = [
    [['index'], /a folder is wanted: (npm run|selfsame) index/, 2],
    [['index', 'a', '--colection', 'b'], /--colection/, 2],
    [['index', 'a', '--url', 'http://127.0.0.1:1'], /No server answers.*(npm|selfsame) start/],
    [['restore', '/none.sqlite'], /cannot be restored/],
    [['migrate', '--from', 'a', '--to', 'b'], /one of --from and --to is a database/, 2],
    [
      ['migrate', '--from', 'a', '--to', 'postgres://me:secret@db/x'],
      /the password of a flag: PGPASSWORD/,
      2,
    ],
    [['migrate', '--from', '/none', '--to', 'postgres://127.0.0.1:1/x'], /is not available/],
    [['restore'], /a snapshot\.sqlite is wanted: (npm run|selfsame) restore/, 2],
  ];
  for (const [[command, ...args], message, status = 1] of cases) {
    const { code, err, out } = await run(command!, ...args);
    assert.deepEqual([code, out], [status, '']);
    assert.match(err, message);
    assert.equal(err.trim().split('\n').length, 1, err);
  }
});

test('what answers and is no selfsame server is told in one line', async (t) => {
  const other = createServer((_req, res) => res.end('<html>')).listen(0, '127.0.0.1');
  t.after(() => other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, err } = await run('index', '.', '--url', `http://127.0.0.1:${port}`);
  assert.equal(code, 1);
  assert.match(err, /^error command_failed: .* is no selfsame server.*--url\.$/m);
  assert.equal(err.trim().split('\n').length, 1, err);
});
