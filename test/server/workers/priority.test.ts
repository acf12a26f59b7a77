import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { decodePixels, goldenPicture } from '@selfsame/models';
import { lowerPoolThreads } from '../../../server/workers/priority.ts';

const tasks = '/proc/self/task';
const decoding = ['libuv-worker', 'libvips worker'];
const rule = { width: 24, height: 24, fit: 'cover', background: [0, 0, 0] } as const;

async function decodeSome(): Promise<void> {
  const pictures = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => goldenPicture(seed, 80, 60)));
  await Promise.all(pictures.map((picture) => decodePixels(picture, rule)));
}

/** The priority of each thread of this process, by what it is called. */
function priorities(): (readonly [name: string, priority: number])[] {
  return readdirSync(tasks).map((id) => [
    readFileSync(`${tasks}/${id}/comm`, 'utf8').trim(),
    getPriority(Number(id)),
  ]);
}

test('all threads that decode give way, those that libvips starts later too, and no others', {
  skip: existsSync(tasks) ? false : 'threads have priorities of their own on Linux only',
}, async () => {
  const own = getPriority();
  await decodeSome();
  lowerPoolThreads(own + 5);
  await decodeSome();
  const threads = priorities();
  for (const [name, priority] of threads)
    assert.equal(priority, decoding.includes(name) ? own + 5 : own, name);
  for (const name of decoding) assert(threads.some((thread) => thread[0] === name));
});
