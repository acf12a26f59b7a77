import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Thread } from '../../../server/threads/Thread.ts';
import type { TestOperations } from './worker.ts';

const restarts: string[] = [];
const thread = await Thread.start<TestOperations, number>({
  name: 'test',
  file: new URL('./worker.ts', import.meta.url),
  data: null,
  startMs: 10_000,
  callMs: 4000,
  maxPending: 8,
  onRestart: (reason) => restarts.push(reason),
});
after(() => thread.close());

test('calls are answered with their value or their error', async () => {
  assert.deepEqual(await thread.call('echo', { a: [1] }), { a: [1] });
  await assert.rejects(thread.call('fail', 'as told'), /as told/);
  assert.equal(thread.ready, process.pid);
});

test('a thread that ends rejects what it had and is started again', async () => {
  const lost = thread.call('exit', undefined);
  await assert.rejects(lost, { code: 'thread_stopped' });
  assert.equal(await thread.call('echo', 1), 1);
  assert.equal(restarts.length, 1);
});

test('a call that hangs is given up, its thread replaced, and later calls are answered', async () => {
  await assert.rejects(thread.call('hang', undefined), /no answer came within 4 s/);
  assert.equal(await thread.call('echo', 2), 2);
  assert.equal(restarts.length, 2);
});

test('no more calls wait than are allowed', async () => {
  const calls = Array.from({ length: 9 }, (_, i) => thread.call('echo', i));
  const outcomes = await Promise.allSettled(calls);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    [...Array(8).fill('fulfilled'), 'rejected'],
  );
  assert.equal((outcomes[8] as PromiseRejectedResult).reason.code, 'queue_full');
});

test('a closed thread takes no calls', async () => {
  await thread.close();
  await assert.rejects(thread.call('echo', 1), { code: 'thread_stopped' });
});
