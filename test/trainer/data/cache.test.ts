import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { decodePixels, goldenPicture, type PixelRule } from '@selfsame/models';
import { openCache } from '../../../trainer/data/cache.ts';
import { scanPictures, thin } from '../../../trainer/data/scan.ts';

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
const rejectsWith = (promise: Promise<unknown>, code: string, message: RegExp) =>
  assert.rejects(promise, (error: Error & { code: string; remedy: string }) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.ok(error.remedy);
    return true;
  });

suite('scanning a folder', () => {
  const scan = () => scanPictures(folder).map(({ path, label }) => `${path}:${label}`);

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
    const files = scanPictures(folder);
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
    for (const path of cache.paths) hash.update(await decodePixels(join(folder, path), rule));
    assert.equal(cache.digest, hash.digest('hex'));

    const size = 12 * 8 * 3;
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

  test('is used again until a file, the rule or the limit changes', async () => {
    for (let i = 0; i < 3; i++) await putPicture(`${i}.png`, i);
    const times = async () => {
      const dirs = await readdir(cacheRoot);
      const stats = dirs.map((dir) => stat(join(cacheRoot, dir, 'pixels.u8')));
      return (await Promise.all(stats)).map(({ mtimeMs }) => mtimeMs);
    };
    const first = await open();
    const written = await times();
    const second = await open();
    assert.deepEqual(await times(), written);
    assert.equal(second.digest, first.digest);

    await utimes(join(folder, '1.png'), 5, 5);
    (await open()).close();
    assert.equal((await times()).length, 2);
    (await open({ rule: { ...rule, fit: 'fill' } })).close();
    assert.equal((await times()).length, 3);
    const limited = await open({ limit: 2 });
    assert.equal(limited.count, 2);
    assert.equal((await times()).length, 4);
    for (const cache of [first, second, limited]) cache.close();
  });

  test('is made again if it is not complete', async () => {
    for (let i = 0; i < 3; i++) await putPicture(`${i}.png`, i);
    const first = await open();
    const expected = first.read([0, 1, 2]);
    first.close();
    const [key] = await readdir(cacheRoot);
    const dir = join(cacheRoot, key!);
    const damages = [
      () => rm(join(dir, 'index.json')),
      () => writeFile(join(dir, 'index.json'), '{"count": 3'),
      () => truncate(join(dir, 'pixels.u8'), 100),
      () => truncate(join(dir, 'pixels.u8'), 100_000),
      () => rm(join(dir, 'pixels.u8')),
    ];
    for (const damage of damages) {
      await damage();
      const cache = await open();
      assert.deepEqual(cache.read([0, 1, 2]), expected);
      cache.close();
    }
    assert.equal((await readFile(join(dir, 'pixels.u8'))).length, expected.length);
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
