import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { childProcess } from '../../../server/workers/childProcess.ts';
import { thread } from '../../../server/workers/thread.ts';
import { Worker } from '../../../server/workers/Worker.ts';
import type { TestOperations } from './worker.ts';

const options = {
  name: 'test',
  file: new URL('./worker.ts', import.meta.url),
  data: { greeting: 'hello' },
  startMs: 10_000,
  callMs: 4000,
  maxPending: 8,
};

for (const [kind, carrier] of Object.entries({ thread, childProcess: childProcess() })) {
  suite(kind, async () => {
    const restarts: string[] = [];
    const onRestart = (reason: string) => restarts.push(reason);
    const worker = await Worker.start<TestOperations, string>({ ...options, carrier, onRestart });
    after(() => worker.close());

    test('calls are answered with their value or their error', async () => {
      const value = { a: [1], b: 'text' };
      assert.deepEqual(await worker.call('echo', value), value);
      await assert.rejects(worker.call('fail', 'as told'), /as told/);
      assert.equal(worker.ready, 'hello');
    });

    test('calls in quick succession keep their order and leave the event loop its turns', async () => {
      for (let turns = 1; turns <= 20; turns++) {
        const answers: unknown[] = [];
        await worker.call('later', undefined);
        // Some at a time, so that there is always one that waits.
        const client = async () => {
          while (answers.length < 100) answers.push(await worker.call('echo', answers.length));
        };
        await Promise.all([client(), client(), client(), client()]);
        assert.deepEqual(
          answers,
          answers.toSorted((a, b) => Number(a) - Number(b)),
        );
        assert.equal(await worker.call('done', undefined), turns);
      }
    });

    test('a caller that waits for its answers leaves the event loop its turns', async () => {
      let inThisTurn = 0;
      let most = 0;
      const timer = setInterval(() => {
        most = Math.max(most, inThisTurn);
        inThisTurn = 0;
      }, 0);
      for (let i = 0; i < 3000; i++) {
        assert.equal(await worker.call('echo', i), i);
        inThisTurn++;
      }
      clearInterval(timer);
      assert.ok(most < 400, `${most} answers in one turn`);
    });

    test('a worker that ends rejects what it had and is started again', async () => {
      const lost = worker.call('exit', undefined);
      await assert.rejects(lost, { code: 'thread_stopped' });
      assert.equal(await worker.call('echo', 1), 1);
      assert.equal(restarts.length, 1);
    });

    test('a call that hangs is given up, its worker replaced, and later ones answered', async () => {
      await assert.rejects(worker.call('hang', undefined), /no answer came within 4 s/);
      assert.equal(await worker.call('echo', 2), 2);
      assert.equal(restarts.length, 2);
    });

    test('no more calls wait than are allowed', async () => {
      const calls = Array.from({ length: 9 }, (_, i) => worker.call('echo', i));
      const outcomes = await Promise.allSettled(calls);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        [...Array(8).fill('fulfilled'), 'rejected'],
      );
      assert.equal((outcomes[8] as PromiseRejectedResult).reason.code, 'queue_full');
    });

    test('a closed worker takes no calls', async () => {
      await worker.close();
      await assert.rejects(worker.call('echo', 1), { code: 'thread_stopped' });
    });

    test('a start that fails says why', async () => {
      const failing = { ...options, carrier, onRestart, data: { greeting: '' } };
      await assert.rejects(Worker.start(failing), /no greeting/);
    });
  });
}

test('a crash of native code in a process of its own leaves this one alive', async () => {
  const onRestart = () => {};
  const worker = await Worker.start<TestOperations, string>({
    ...{ ...options, carrier: childProcess(), onRestart },
  });
  after(() => worker.close());
  await assert.rejects(worker.call('crash', undefined), /SIGABRT/);
  assert.equal(await worker.call('echo', 3), 3);
});
