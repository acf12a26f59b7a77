import assert from 'node:assert/strict';
import { copyFile, cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { SelfsameError } from '@selfsame/models';
import { checkFolder } from '../../../server/store/checkFolder.ts';
import { picture, startProcess, startServer, temporaryFolder, testBundle } from '../helpers.ts';
import { contractOf } from '../http/openapi/contract.ts';
import { createUniform } from './fixtures.ts';

const bundle = await testBundle();
const pictures = await Promise.all(Array.from({ length: 30 }, (_, i) => picture(i)));
const flags = (data: string) => ['--port', '0', '--model', bundle.dir, '--data', data];
const item = (i: number) => `/v1/collections/default/items/p${i}`;
const blocks = 4096;

/** A sound folder: thirty pictures and a snapshot of them. */
const sound = await temporaryFolder();
{
  const { http, close } = await startServer({ data: sound });
  for (const [i, png] of pictures.entries()) await http.put(item(i)).send(png).expect(201);
  await http.post('/v1/collections/default/snapshots').expect(201);
  await close();
}
const [snapshot] = (await readdir(join(sound, 'snapshots'))).filter((n) => n.endsWith('.sqlite'));

async function copied(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(sound, folder, { recursive: true });
  return folder;
}

/** What `--check` has to say of a folder. */
function problemsOf(folder: string): readonly string[] {
  try {
    return checkFolder(folder).problems;
  } catch (error) {
    assert.ok(error instanceof SelfsameError, String(error));
    return [error.message];
  }
}

const databaseOf = (folder: string) => join(folder, 'index.sqlite');

/** Overwrites blocks of a file in place, as a failing disk does. */
async function overwrite(file: string, seed: number, count: number, from = 0): Promise<void> {
  const bytes = await readFile(file);
  const uniform = createUniform(seed);
  for (let i = 0; i < count; i++) {
    const block = from + Math.floor((uniform() + 0.5) * (bytes.length / blocks - from));
    for (let j = 0; j < blocks; j++)
      bytes[block * blocks + j] = Math.floor((uniform() + 0.5) * 256);
  }
  await writeFile(file, bytes);
}

/** Changes bytes within a value, so that SQLite has nothing to object to. */
async function changeWithin(folder: string, table: string): Promise<void> {
  const database = new DatabaseSync(databaseOf(folder), { readOnly: true });
  const { data } = database.prepare(`SELECT data FROM ${table} WHERE item = 3`).get()!;
  database.close();
  const bytes = await readFile(databaseOf(folder));
  // Behind what all JPEGs begin with.
  const begin = (data as Uint8Array).subarray(800, 864);
  assert.equal(begin.length, 64);
  let changes = 0;
  // In pages that were split it stands more than once.
  for (let at = bytes.indexOf(begin); at >= 0; at = bytes.indexOf(begin, at + 1), changes++) {
    bytes.fill(0x55, at + 8, at + 48);
  }
  assert.ok(changes > 0);
  await writeFile(databaseOf(folder), bytes);
}

const refusals: Record<string, [damage: (folder: string) => Promise<unknown>, message: RegExp]> = {
  'a database cut in half': [
    async (folder) => {
      const { length } = await readFile(databaseOf(folder));
      await truncate(databaseOf(folder), length / 2);
    },
    /index\.sqlite cannot be read.*--check.*(npm run|selfsame) restore.*--salvage/,
  ],
  'a database cut within its first page': [
    (folder) => truncate(databaseOf(folder), 50),
    /index\.sqlite cannot be read.*--salvage/,
  ],
  'twenty blocks overwritten': [
    (folder) => overwrite(databaseOf(folder), 1, 20, 2),
    /index\.sqlite cannot be read.*--salvage/,
  ],
  'the first page overwritten': [
    (folder) =>
      overwrite(databaseOf(folder), 1, 1, 0).then(async () => {
        const bytes = await readFile(databaseOf(folder));
        bytes.fill(0x5a, 0, blocks);
        await writeFile(databaseOf(folder), bytes);
      }),
    /index\.sqlite cannot be read.*--salvage/,
  ],
  'a database emptied to nothing': [
    (folder) => truncate(databaseOf(folder), 0),
    /is empty, and the folder has held an index\..*(npm run|selfsame) restore( --)? \S*\.sqlite/,
  ],
  'a database that is gone': [
    (folder) => rm(databaseOf(folder)),
    /is missing, and the folder has held an index\..*(npm run|selfsame) restore( --)? \S*\.sqlite/,
  ],
  'a database that is gone, without a snapshot': [
    async (folder) => {
      await rm(databaseOf(folder));
      await rm(join(folder, 'snapshots'), { recursive: true });
    },
    /is missing, and the folder has held an index\..*Put the file back/,
  ],
  'a table that is gone': [
    async (folder) => {
      const database = new DatabaseSync(databaseOf(folder));
      database.exec('DROP TABLE counts');
      database.close();
    },
    /the schema lacks counts/,
  ],
  'an item that is not counted': [
    async (folder) => {
      const database = new DatabaseSync(databaseOf(folder));
      database.exec('UPDATE collections SET items = 31');
      database.close();
    },
    /"default" has 30 items and not 31/,
  ],
};

for (const [what, [damage, message]] of Object.entries(refusals))
  test(`${what}: neither the start nor --check passes over it`, async () => {
    const folder = await copied();
    await damage(folder);
    const before = await readdir(folder);
    const started = await startProcess(...flags(folder)).ended;
    assert.equal(started.code, 1);
    assert.match(started.err, message);
    assert.equal(
      started.err
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{')).length,
      1,
    );
    assert.deepEqual(
      (await readdir(folder)).filter((name) => !before.includes(name)),
      [],
    );
    // As a process, below.
    assert.notDeepEqual(problemsOf(folder), []);
  });

test('a missing index is restored from the snapshot that the refusal names', async () => {
  const folder = await copied();
  await rm(databaseOf(folder));
  const { restoreSnapshot } = await import('../../../server/store/rows/snapshot/restore.ts');
  restoreSnapshot(folder, join(folder, 'snapshots', snapshot!));
  const { http, close } = await startServer({ data: folder });
  assert.equal((await http.get('/v1/collections/default').expect(200)).body.items, 30);
  await close();
});

for (const [table, touch] of [
  ['vectors', '/v1/collections/default/items/p2?include=vector'],
  ['images', '/v1/collections/default/items/p2/image'],
] as const)
  test(`40 changed bytes in ${table}: refused where they are read, and found without that`, async () => {
    const folder = await copied();
    await changeWithin(folder, table);
    const checked = await startProcess('--data', folder, '--check').ended;
    assert.equal(checked.code, 1);
    assert.match(checked.out, /of the item "p2" of "default": its checksum does not match\n$/);
    assert.equal(checked.out.trim().split('\n').length, 1);

    const { http, close } = await startServer({ data: folder });
    const contract = contractOf((await http.get('/openapi.json')).body);
    const answer = await http.get(touch).expect(503);
    assert.equal(answer.body.error.code, 'data_corrupt');
    assert.match(answer.body.error.message, /"p2"/);
    assert.match(answer.body.error.remedy, /--check.*restore.*--salvage/);
    contract.check(answer);
    const ready = await http.get('/readyz').expect(503);
    assert.equal(ready.body.error.code, 'data_corrupt');
    contract.check(ready);
    await http.get('/healthz').expect(200);
    // What is not damaged is served.
    await http.get('/v1/collections/default/items/p3/image').expect(200);
    const search = await http.post('/v1/collections/default/search?k=3').send(pictures[2]!);
    assert.equal(search.status, table === 'vectors' ? 503 : 200, search.text);
    await http.put(item(2)).send(pictures[2]!).expect(200);
    await http.get(touch).expect(200);
    await close();

    const again = await copied();
    await changeWithin(again, table);
    const untouched = await startServer({ data: again });
    while ((await untouched.http.get('/readyz')).status === 200)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const { body } = await untouched.http.get('/readyz').expect(503);
    assert.equal(body.error.code, 'data_corrupt');
    assert.match(body.error.message, /"p2"/);
    await untouched.close();
  });

test('blocks overwritten under the server: its code and never internal_error', async () => {
  const folder = await copied();
  const { http, close } = await startServer({ data: folder });
  await http.get('/readyz').expect(200);
  await overwrite(databaseOf(folder), 7, 40);
  const codes = new Set<string>();
  for (let i = 0; i < 30; i++) {
    for (const answer of [
      await http.get(item(i)),
      await http.get(`${item(i)}/image`),
      await http.get('/v1/collections/default/items?limit=100'),
      await http.post('/v1/collections/default/search?k=30').send(pictures[i]!),
      await http.put(item(i)).send(pictures[i]!),
    ]) {
      if (answer.status >= 500) codes.add(answer.body.error.code);
    }
  }
  assert.deepEqual([...codes], ['data_corrupt']);
  assert.equal((await http.get('/readyz').expect(503)).body.error.code, 'data_corrupt');
  await close();
});

test('a snapshot whose description is broken is listed apart from the others', async () => {
  const folder = await copied();
  const description = join(folder, 'snapshots', snapshot!.replace('.sqlite', '.json'));
  const broken = snapshot!.replace('.sqlite', '.json').replace(/\d{9}Z/, '000000000Z');
  await writeFile(join(folder, 'snapshots', broken), '{"format": 1,');
  await writeFile(join(folder, 'snapshots', 'junk.json'), '{}');
  await writeFile(join(folder, 'snapshots', 'other-20260102T030405678Z.json'), '{}');
  await copyFile(description, join(folder, 'snapshots', 'renamed.json'));
  const { http, close } = await startServer({ data: folder });
  const contract = contractOf((await http.get('/openapi.json')).body);
  const answer = await http.get('/v1/collections/default/snapshots').expect(200);
  contract.check(answer);
  assert.deepEqual(
    answer.body.data.map(({ name }: { name: string }) => `${name}.sqlite`),
    [snapshot],
  );
  assert.deepEqual(
    answer.body.broken.map(({ file }: { file: string }) => file).toSorted(),
    [broken, 'junk.json', 'renamed.json'].toSorted(),
  );
  await close();
  const { code, out } = await startProcess('--data', folder, '--check').ended;
  assert.equal(code, 1);
  assert.equal(out.trim().split('\n').length, 4);
});

test('--check reads snapshots and graphs as well', async () => {
  const folder = await copied();
  const file = join(folder, 'snapshots', snapshot!);
  await overwrite(file, 3, 1);
  await writeFile(join(folder, 'ann', 'c1-x.json'), '{}');
  const { code, out } = await startProcess('--data', folder, '--check').ended;
  assert.equal(code, 1);
  const [graph, copy] = out.trim().split('\n');
  assert.match(graph!, /^ann\/c1-x\.json: .*built anew/);
  assert.equal(copy, `snapshots/${snapshot}: its checksum does not match`);
});

test('a snapshot that is not what its description says is found', async () => {
  const folder = await copied();
  const path = join(folder, 'snapshots', snapshot!.replace('.sqlite', '.json'));
  const written = JSON.parse(await readFile(path, 'utf8'));
  for (const [change, problem] of [
    [{ items: 5 }, /it holds 30 items and not 5/],
    [{ collection: 'nope' }, /"nope", which is not in it/],
    [{ created: 'yesterday' }, /yesterday/],
  ] as const) {
    await writeFile(path, JSON.stringify({ ...written, ...change }));
    const { code, out } = await startProcess('--data', folder, '--check').ended;
    assert.equal(code, 1);
    assert.match(out, problem);
  }
});

test('another database in its place is refused, one of another program too', async () => {
  const other = await temporaryFolder();
  await (await startServer({ data: other })).close();
  const foreign = join(await temporaryFolder(), 'foreign.sqlite');
  const database = new DatabaseSync(foreign);
  database.exec('CREATE TABLE x (a)');
  database.close();
  for (const [from, what] of [
    [databaseOf(other), /it is another index/],
    [foreign, /it is of another program/],
  ] as const) {
    const folder = await copied();
    await rm(`${databaseOf(folder)}-wal`, { force: true });
    await copyFile(from, databaseOf(folder));
    for (const more of [[], ['--check']]) {
      const { code, err } = await startProcess(...flags(folder), ...more).ended;
      assert.equal(code, 1);
      assert.match(err, /error data_replaced: /);
      assert.match(err, what);
    }
  }
});

test('a database that is removed while it is served is noticed, and nothing more is taken', async () => {
  const folder = await copied();
  const { http } = await startServer({ data: folder });
  await http.get('/readyz').expect(200);
  await rm(databaseOf(folder));
  const statusOf = async () => (await http.get('/readyz')).status;
  while ((await statusOf()) === 200) await new Promise((resolve) => setTimeout(resolve, 100));
  for (const answer of [await http.get('/readyz'), await http.put(item(1)).send(pictures[1]!)]) {
    assert.deepEqual([answer.status, answer.body.error.code], [503, 'data_corrupt']);
    assert.match(answer.body.error.message, /removed or replaced/);
  }
});

test('a page in the middle that is zeros is told of at the start, without a stack', async () => {
  const folder = await copied();
  const bytes = await readFile(databaseOf(folder));
  const middle = Math.floor(bytes.length / 2 / 8192) * 8192;
  await writeFile(databaseOf(folder), bytes.fill(0, middle, middle + 65_536));
  const { code, err } = await startProcess(...flags(folder)).ended;
  assert.equal(code, 1);
  assert.match(err, /error data_corrupt: /);
  assert.doesNotMatch(err, /^\s+at |file:\/\//m);
});

test('of what has no index nothing is salvaged without a word', async () => {
  const folder = await copied();
  await truncate(databaseOf(folder));
  const into = join(await temporaryFolder(), 'new');
  const emptied = await startProcess('--data', folder, '--salvage', into).ended;
  assert.equal(emptied.code, 1);
  assert.match(emptied.err, /error data_missing: .*is empty.*restore/);
  const none = await startProcess('--data', await temporaryFolder(), '--salvage', into).ended;
  assert.match(none.err, /error data_missing: .*holds no index/);
});

test('what is salvaged without its item, or without a table, is named', async () => {
  const folder = await copied();
  const database = new DatabaseSync(databaseOf(folder));
  database.exec('PRAGMA foreign_keys = OFF; DELETE FROM items WHERE key = 3; DROP TABLE images;');
  database.close();
  const into = join(await temporaryFolder(), 'new');
  const { code, out, err } = await startProcess('--data', folder, '--salvage', into).ended;
  assert.equal(code, 1, err);
  assert.match(out, /lost: a vector of an item with the key 3: there is no such item/);
  assert.match(out, /lost: the kept picture of the item "p\d+"/);
  assert.match(out, /holds 29 items, 29 vectors and 0 pictures/);
});
