import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { decodePixels, goldenPicture } from '@selfsame/models';
import { lowerPoolThreads } from '../../../server/threads/priority.ts';

const tasks = '/proc/self/task';
const rule = { width: 24, height: 24, fit: 'cover', background: [0, 0, 0] } as const;

async function decodeSome(): Promise<void> {
  const pictures = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => goldenPicture(seed, 80, 60)));
  await Promise.all(pictures.map((picture) => decodePixels(picture, rule)));
}

/** The priority of each thread that sharp works in, by what it is called. */
function poolThreads(): (readonly [name: string, priority: number])[] {
  return readdirSync(tasks)
    .map((id) => [readFileSync(`${tasks}/${id}/comm`, 'utf8').trim(), Number(id)] as const)
    .filter(([name]) => /^lib(uv|vips)/.test(name))
    .map(([name, id]) => [name, getPriority(id)] as const);
}

test('all threads that decode give way, those that libvips starts later too, and no others', {
  skip: existsSync(tasks) ? false : 'threads have priorities of their own on Linux only',
}, async () => {
  const own = getPriority();
  await decodeSome();
  lowerPoolThreads(own + 5);
  await decodeSome();
  const threads = poolThreads();
  for (const kind of ['libuv-worker', 'libvips worker'])
    assert(
      threads.some(([name]) => name === kind),
      `there is no ${kind}`,
    );
  assert.deepEqual(
    threads.filter(([, priority]) => priority !== own + 5),
    [],
  );
  assert.equal(getPriority(), own);
});
