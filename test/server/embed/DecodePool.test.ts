import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { decodePixels, pictureLimits } from '../../../models/index.ts';
import { DecodePool } from '../../../server/embed/decode/DecodePool.ts';
import { childPids } from '../../processes.ts';
import { callerOf, picture, until } from '../helpers.ts';

const rule = {
  width: 32,
  height: 32,
  fit: 'cover' as const,
  background: [255, 255, 255] as [number, number, number],
};
const restarts: string[] = [];
const times: number[] = [];
const options = {
  threads: 2,
  processes: 2,
  limits: pictureLimits,
  observer: { decoded: (seconds: number) => void times.push(seconds), queued() {}, inferred() {} },
  onRestart: (reason: string) => void restarts.push(reason),
};
const pool = await DecodePool.start(options);
after(() => pool.close());
const someone = callerOf('someone');
const png = await picture(1);
const expected = await decodePixels(png, rule);
const jpeg = await sharp(png).jpeg().toBuffer();
const jpegPixels = await decodePixels(jpeg, rule);
const decode = async (bytes: Uint8Array) => (await pool.pixels(bytes, rule, someone)).pixels;

test('the pixels are those of the one function that makes them', async () => {
  assert.deepEqual(await decode(png), expected);
  assert.equal(times.length, 1);
  assert.ok(times[0]! > 0);
});

test('a picture that cannot be decoded fails as itself, and its neighbours do not', async () => {
  const pictures = [png, Buffer.from('nothing'), png.subarray(0, 60), Buffer.alloc(0), png];
  const codes = (await Promise.allSettled(pictures.map(decode))).map((outcome) =>
    outcome.status === 'fulfilled' ? 'decoded' : outcome.reason.code,
  );
  assert.deepEqual(codes, [
    'decoded',
    'picture_unsupported',
    'picture_unreadable',
    'picture_empty',
    'decoded',
  ]);
});

test('a picture that takes too long is given up, and what came with it is decoded', async () => {
  // An AVIF is decoded in one piece that nothing can interrupt, for some seconds.
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const create = { width: 2500, height: 2500, channels: 3 as const, background: '#888', noise };
  const slow = await sharp({ create }).avif({ effort: 0, quality: 90 }).toBuffer();
  const hasty = await DecodePool.start({ ...options, limits: { ...pictureLimits, seconds: 1 } });
  after(() => hasty.close());
  const before = restarts.length;
  const work = [slow, png, slow, png, png, png].map(
    async (bytes) => (await hasty.pixels(bytes, rule, someone)).pixels,
  );
  const outcomes = await Promise.allSettled(work);
  for (const i of [0, 2]) {
    assert.equal((outcomes[i] as PromiseRejectedResult).reason.code, 'picture_too_slow');
  }
  for (const i of [1, 3, 4, 5]) {
    assert.deepEqual((outcomes[i] as PromiseFulfilledResult<Uint8Array>).value, expected);
  }
  await until(() => restarts.length === before + 2);
});

test('decoders that are killed in the middle lose nothing and are replaced', async (t) => {
  const decoders = () => childPids('decode/worker.ts');
  if (decoders() === null) return t.skip('only Linux lists the processes to kill');
  await until(() => decoders()!.length === 2);
  const killed = decoders()!;

  const work = Array.from({ length: 200 }, () => decode(png));
  await Promise.all(work.slice(0, 20));
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  for (const pixels of await Promise.all(work)) assert.deepEqual(pixels, expected);
  assert.deepEqual(await decode(png), expected);
  assert.ok(decoders()!.every((pid) => !killed.includes(pid)));
});

test('plain JPEGs go to the threads and to the processes, and one that loses its process only to another process', async (t) => {
  const decoders = () => childPids('decode/worker.ts');
  if (decoders() === null) return t.skip('only Linux lists the processes to stop');
  await until(() => decoders()!.length === 2);
  await Promise.all([decode(png), decode(png), decode(png), decode(png)]);
  const stopped = decoders()!;
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  let done = 0;
  const work = Array.from({ length: 7 }, async () => {
    const pixels = await decode(jpeg);
    done++;
    return pixels;
  });
  await until(() => done === 3);
  await delay(100);
  // Two in each of the processes.
  assert.equal(done, 3);
  const before = restarts.length;
  for (const pid of stopped) process.kill(pid, 'SIGKILL');
  await until(() => restarts.length === before + 2);
  // A new one is decoded in the threads at once; those that were lost wait for a process.
  assert.deepEqual(await decode(jpeg), jpegPixels);
  assert.equal(done, 3);
  for (const pixels of await Promise.all(work)) assert.deepEqual(pixels, jpegPixels);
});

test('a picture that only a process may decode does not wait for the plain JPEGs before it', async () => {
  const order: string[] = [];
  const note = (name: string) => () => void order.push(name);
  // So many that a busy machine gives the process its turn before they are through.
  const jpegs = Array.from({ length: 600 }, () => decode(jpeg).then(note('jpeg')));
  const other = decode(png).then(note('png'));
  await Promise.all([...jpegs, other]);
  assert.ok(order.indexOf('png') < 500, `it came as number ${order.indexOf('png')}`);
});

test('what nobody waits for any more is not decoded', async () => {
  const gone = new AbortController();
  times.length = 0;
  const left = Array.from({ length: 50 }, () =>
    pool.pixels(png, rule, callerOf('gone', gone.signal)),
  );
  const kept = decode(png);
  gone.abort(new Error('gone'));
  const outcomes = await Promise.allSettled(left);
  assert.ok(outcomes.every(({ status }) => status === 'rejected'));
  assert.deepEqual(await kept, expected);
  assert.ok(times.length <= 5);
});

test('a preview is a small upright JPEG, and WebP where it may be transparent', async () => {
  const { type, bytes } = await pool.copy(await picture(2), someone);
  const { format, width } = await sharp(bytes).metadata();
  assert.deepEqual([type, format, width], ['image/jpeg', 'jpeg', 80]);
  const seeThrough = await sharp(png).ensureAlpha(0.5).png().toBuffer();
  const other = await pool.copy(seeThrough, someone);
  assert.deepEqual(
    [other.type, (await sharp(other.bytes).metadata()).hasAlpha],
    ['image/webp', true],
  );
});

test('a small picture of another, and of the same client, does not wait for costly ones', async (t) => {
  const patient = await DecodePool.start({
    threads: 2,
    processes: 2,
    limits: pictureLimits,
    observer: { decoded() {}, queued() {}, inferred() {} },
    onRestart: (reason) => assert.fail(reason),
  });
  t.after(() => patient.close());
  // A flat picture of so many pixels is small to send, and each takes a good part of a second.
  const create = { width: 5000, height: 4000, channels: 3 as const, background: '#a64' };
  const costly = await sharp({ create }).png({ progressive: true }).toBuffer();
  const greedy = callerOf('greedy');
  let done = 0;
  const work = Array.from({ length: 24 }, () =>
    patient.pixels(costly, rule, greedy).then(() => {
      done++;
    }),
  );
  await until(() => done > 0);
  const before = done;
  for (const client of ['another', 'greedy']) {
    const { pixels } = await patient.pixels(png, rule, callerOf(client));
    assert.deepEqual(pixels, expected);
  }
  assert.ok(done - before < 6, `${done - before} costly ones were decoded before`);
  await Promise.all(work);
});
