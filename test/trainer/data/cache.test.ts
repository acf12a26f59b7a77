import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, beforeEach, suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { decodePixels, goldenPicture, type PixelRule } from '@selfsame/models';
import { openCache } from '../../../trainer/data/cache.ts';
import { scanPictures, thin } from '../../../trainer/data/scan.ts';
import { tiffOf } from '../../models/picture/tiff.ts';

const rule: PixelRule = { width: 12, height: 8, fit: 'cover', background: [255, 255, 255] };
const base = await mkdtemp(join(tmpdir(), 'selfsame-data-'));
after(() => rm(base, { recursive: true }));

let folder: string;
let cacheRoot: string;
let count = 0;
beforeEach(async () => {
  folder = join(base, String(count), 'pictures');
  cacheRoot = join(base, String(count++), 'cache');
  await mkdir(folder, { recursive: true });
});

async function put(path: string, content: string | Uint8Array = '') {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const putPicture = async (path: string, seed: number) =>
  put(path, await goldenPicture(seed, 20, 20));
const open = (more = {}) => openCache({ folder, rule, cacheRoot, minimum: 1, ...more });
const pictureSize = 12 * 8 * 3;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const pixelFiles = async () =>
  (await readdir(cacheRoot))
    .filter((name) => name.endsWith('.u8'))
    .map((name) => join(cacheRoot, name));

/** How many pictures each file of pixels holds. */
const stored = async () =>
  Promise.all((await pixelFiles()).map(async (path) => (await stat(path)).size / pictureSize));

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at]! ^= 0x10;
  await writeFile(path, bytes);
}

/** Decodes the folder in a process of its own, with files of at most so many KiB. */
function startBuilder(side: number, limit?: number) {
  const module = import.meta.resolve('../../../trainer/data/cache.ts');
  const options = { folder, rule: { ...rule, width: side, height: side }, cacheRoot, minimum: 1 };
  const script = `import { openCache } from '${module}'; await openCache(${JSON.stringify(options)})`;
  const args = ['--input-type=module', '--eval', script];
  // A process that may not write more meets the same errors as on a full disk.
  const shell = limit === undefined ? 'exec "$@"' : `ulimit -f ${limit}; exec "$@"`;
  return spawn('bash', ['-c', shell, 'bash', process.execPath, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** The pictures that the cache's index names. */
async function rowsOf() {
  const path = join(cacheRoot, 'pictures.sqlite');
  if (!existsSync(path)) return [];
  const database = new DatabaseSync(path, { readOnly: true, timeout: 1000 });
  try {
    const rows = database.prepare('SELECT hex(content) AS content, slot FROM pictures').all();
    return rows as { content: string; slot: number }[];
  } catch {
    // Its tables are not there yet.
    return [];
  } finally {
    database.close();
  }
}

const rejectsWith = (promise: Promise<unknown>, code: string, message: RegExp) =>
  assert.rejects(promise, (error: Error & { code: string; remedy: string }) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.ok(error.remedy);
    return true;
  });

suite('scanning a folder', () => {
  const scan = () =>
    scanPictures(folder, { hidden: false }).files.map(({ path, label }) => `${path}:${label}`);

  test('pictures by extension, sorted, hidden files left out', async () => {
    for (const path of ['b.PNG', 'a/z.jpg', 'a/b.webp', 'a.txt', '._b.png', '.x/a.png', 'c.tiff']) {
      await put(path);
    }
    assert.deepEqual(scan(), ['a/b.webp:a', 'a/z.jpg:a', 'b.PNG:', 'c.tiff:']);
  });

  test('the label is the first level of folders that varies', async () => {
    for (const path of ['all/cat/x/1.png', 'all/cat/y/2.png', 'all/dog/x/1.png']) await put(path);
    assert.deepEqual(scan(), ['all/cat/x/1.png:cat', 'all/cat/y/2.png:cat', 'all/dog/x/1.png:dog']);
    await rm(join(folder, 'all/dog'), { recursive: true });
    assert.deepEqual(scan(), ['all/cat/x/1.png:x', 'all/cat/y/2.png:y']);
  });

  test('links are followed, loops and broken links do no harm', async () => {
    await put('a/1.png');
    await symlink(folder, join(folder, 'a', 'loop'));
    await symlink(join(folder, 'none'), join(folder, 'broken.png'));
    await mkdir(join(folder, '..', 'elsewhere'));
    await writeFile(join(folder, '..', 'elsewhere', '2.png'), '');
    await symlink(join(folder, '..', 'elsewhere'), join(folder, 'b'));
    assert.deepEqual(scan(), ['a/1.png:a', 'b/2.png:b']);
  });

  test('thinning keeps every class', async () => {
    for (let i = 0; i < 12; i++) await put(`${i < 6 ? 'cat' : 'dog'}/${i}.png`);
    const { files } = scanPictures(folder, { hidden: false });
    assert.deepEqual(
      thin(files, 4).map(({ label }) => label),
      ['cat', 'cat', 'dog', 'dog'],
    );
    assert.equal(thin(files, 50).length, 12);
  });
});

suite('the cache', () => {
  test('gives each picture as the pixel function does, in any order', async () => {
    for (let i = 0; i < 40; i++) await putPicture(`${String(i).padStart(2, '0')}.png`, i);
    const cache = await open();
    assert.equal(cache.count, 40);
    const hash = createHash('sha256');
    for (const path of cache.paths)
      hash.update(sha256(await decodePixels(join(folder, path), rule)));
    assert.equal(cache.digest, hash.digest('hex'));

    const size = pictureSize;
    const pixels = cache.read([7, 0, 39]);
    assert.equal(pixels.length, 3 * size);
    for (const [i, index] of [7, 0, 39].entries()) {
      const expected = await decodePixels(join(folder, cache.paths[index]!), rule);
      assert.deepEqual(pixels.slice(i * size, (i + 1) * size), expected);
    }
    const into = new Uint8Array(2 * size + 1);
    assert.equal(cache.read(Uint32Array.of(1), into), into);
    assert.equal(into[2 * size], 0);
    assert.throws(() => cache.read([0, 1, 2], into), RangeError);
    assert.throws(() => cache.read([40]), RangeError);
    cache.close();
  });

  test('names what cannot be read and goes on', async () => {
    await putPicture('a.png', 1);
    await putPicture('c.png', 2);
    await put('b.png', 'not a picture');
    await put('d.jpg', (await goldenPicture(3, 64, 64)).subarray(0, 300));
    await put('e.gif', '');
    const cache = await open();
    assert.deepEqual(cache.paths, ['a.png', 'c.png']);
    assert.deepEqual(
      cache.skipped.map(({ path }) => path),
      ['b.png', 'd.jpg', 'e.gif'],
    );
    for (const { reason } of cache.skipped) assert.ok(reason.length > 10);
    assert.deepEqual(cache.read([1]), await decodePixels(join(folder, 'c.png'), rule));
    cache.close();
  });

  test('tells what was done to deep pictures, again from the cache, and one of an earlier version too', async () => {
    const values = Array.from({ length: 20 * 20 }, (_, i) => i * 10);
    await put('deep.tif', tiffOf({ width: 20, height: 20, values, sample: 'uint16' }));
    await putPicture('plain.png', 1);
    const second = { rule: { ...rule, pixels: 2 as const } };
    const depths = async () => {
      const cache = await open(second);
      cache.close();
      return cache.manifest.map(({ path, depth }) => [path, depth]);
    };
    const wanted = [
      ['deep.tif', '12 of 16 bits'],
      ['plain.png', null],
    ];
    assert.deepEqual(await depths(), wanted);
    assert.deepEqual(await depths(), wanted);
    const database = new DatabaseSync(join(cacheRoot, 'pictures.sqlite'));
    database.exec('ALTER TABLE pictures DROP COLUMN depth');
    database.close();
    assert.deepEqual(
      (await depths()).map(([path]) => path),
      ['deep.tif', 'plain.png'],
    );
  });

  test('decodes nothing twice', async () => {
    for (let i = 0; i < 4; i++) await putPicture(`${i}.png`, i);
    const first = await open();
    first.close();
    assert.deepEqual(await stored(), [4]);
    const opened = async (more = {}) => {
      const cache = await open(more);
      cache.close();
      return cache;
    };

    const [before] = await pixelFiles();
    const { mtimeMs } = await stat(before!);
    assert.equal((await opened()).digest, first.digest);
    await utimes(join(folder, '1.png'), 5, 5);
    assert.equal((await opened()).digest, first.digest);
    await rename(folder, `${folder}-moved`);
    folder = `${folder}-moved`;
    assert.equal((await opened()).digest, first.digest);
    await putPicture('nested/copy.png', 2);
    assert.equal((await opened()).count, 5);
    assert.equal((await opened({ limit: 2 })).count, 2);
    assert.equal((await stat(before!)).mtimeMs, mtimeMs, 'nothing was decoded');

    await putPicture('new.png', 9);
    await putPicture('0.png', 10);
    const changed = await opened();
    assert.notEqual(changed.digest, first.digest);
    assert.deepEqual(await stored(), [6]);
    await opened({ rule: { ...rule, fit: 'fill' } });
    assert.deepEqual((await stored()).sort(), [5, 6]);
  });

  test('is made again where it is damaged', async () => {
    for (let i = 0; i < 8; i++) await putPicture(`${i}.png`, i);
    const all = Array.from({ length: 8 }, (_, i) => i);
    const first = await open();
    const expected = first.read(all);
    first.close();
    const database = join(cacheRoot, 'pictures.sqlite');
    const pixels = async () => (await pixelFiles())[0]!;
    const damages = [
      () => rm(database),
      () => writeFile(database, 'not a database'),
      async () => flip(database, 4096 + 3),
      async () => truncate(database, (await stat(database)).size / 2),
      async () => truncate(await pixels(), 100),
      async () => truncate(await pixels(), 100_000),
      async () => flip(await pixels(), 5 * pictureSize + 7),
      async () => writeFile(await pixels(), Buffer.alloc(8 * pictureSize)),
      async () => rm(await pixels()),
    ];
    for (const damage of damages) {
      await damage();
      const cache = await open();
      assert.deepEqual(cache.read(all), expected, damage.toString());
      assert.equal(cache.digest, first.digest);
      cache.close();
    }
  });

  test('gives no damaged pixels to whoever has it open', async () => {
    for (let i = 0; i < 3; i++) await putPicture(`${i}.png`, i);
    const cache = await open();
    const [path] = await pixelFiles();
    const expected = cache.read([0, 1, 2]);
    await flip(path!, 2 * pictureSize);
    assert.deepEqual(cache.read([0, 1]), expected.subarray(0, 2 * pictureSize));
    assert.throws(() => cache.read([1, 2]), { code: 'cache_damaged' });
    await truncate(path!, pictureSize);
    assert.throws(() => cache.read([1]), { code: 'cache_damaged' });
    cache.close();
    const again = await open();
    assert.deepEqual(again.read([0, 1, 2]), expected);
    again.close();
  });

  test('a build that was killed goes on where it was, and one on a full disk fails', async () => {
    // So large that there are several rounds of storing.
    const [total, side] = [300, 512];
    for (let i = 0; i < total; i++) await putPicture(`${i}.png`, i);
    const builder = startBuilder(side);
    while ((await rowsOf()).length === 0) await setTimeout(2);
    builder.kill('SIGKILL');
    await once(builder, 'exit');
    const kept = await rowsOf();
    assert.ok(kept.length < total, 'it ended before it could be killed');

    const full = startBuilder(side, 1024);
    let output = '';
    for await (const data of full.stderr) output += data;
    assert.match(output, /CacheWriteError|cache_unwritable/);

    const cache = await open({ rule: { ...rule, width: side, height: side } });
    assert.equal(cache.count, total);
    const now = new Map((await rowsOf()).map((row) => [row.content, row]));
    for (const row of kept) assert.deepEqual(now.get(row.content), row);
    assert.deepEqual(
      [...now.values()].map(({ slot }) => slot).sort((a, b) => a - b),
      Array.from({ length: total }, (_, i) => i),
    );
    cache.close();
  });

  test('two runs at a time', async () => {
    for (let i = 0; i < 30; i++) await putPicture(`${i}.png`, i);
    const caches = await Promise.all([open(), open(), open()]);
    const everything = Array.from({ length: 30 }, (_, i) => i);
    const [first, ...others] = caches.map((cache) => cache.read(everything));
    for (const other of others) assert.deepEqual(other, first);
    for (const cache of caches) cache.close();
  });

  test('says what is wrong with a folder', async () => {
    await rejectsWith(open(), 'dataset_empty', /has 0 pictures/);
    await put('notes.txt', 'x');
    await rejectsWith(open(), 'dataset_empty', /has 0 pictures/);
    await putPicture('a.png', 1);
    await put('b.png', 'x');
    await rejectsWith(open({ minimum: 3 }), 'dataset_too_small', /has 2 .* at least 3/);
    await rejectsWith(open({ minimum: 2 }), 'dataset_too_small', /has 1 .* 1 cannot: b\.png \(/);
    await rejectsWith(open({ folder: join(folder, 'none') }), 'dataset_missing', /none/);
    await rejectsWith(open({ folder: join(folder, 'a.png') }), 'dataset_missing', /a\.png/);
    await rejectsWith(open({ cacheRoot: join(folder, 'a.png') }), 'cache_unwritable', /a\.png/);
  });
});
