import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FairQueue } from '../../../server/embed/decode/FairQueue.ts';

interface One {
  readonly client: string;
  readonly request: number;
  readonly cost: number;
  readonly signal: AbortSignal;
}

const waits = new AbortController().signal;
const all = () => true;
const queueOf = (weights: Readonly<Record<string, number>> = {}) =>
  new FairQueue<One>(
    ({ client }) => ({ key: client, weight: weights[client] ?? 1 }),
    ({ request }) => ({ key: request, weight: 1 }),
  );

function add(queue: FairQueue<One>, client: string, count: number, options: Partial<One> = {}) {
  for (let i = 0; i < count; i++)
    queue.add({ client, request: 0, cost: 1, signal: waits, ...options });
}

const take = (queue: FairQueue<One>, count: number) =>
  Array.from({ length: count }, () => queue.take(all)).map((one) => one?.client);

const countOf = (taken: readonly unknown[], client: string) =>
  taken.filter((one) => one === client).length;

test('whoever comes later does not wait for all of those who came first', () => {
  const queue = queueOf();
  add(queue, 'many', 100);
  take(queue, 10);
  add(queue, 'few', 1);
  assert.ok(take(queue, 2).includes('few'));
});

test('clients that wait share by cost, whatever each of them brings', () => {
  const queue = queueOf();
  add(queue, 'costly', 20, { cost: 10 });
  add(queue, 'cheap', 200);
  const taken = take(queue, 110);
  assert.ok(Math.abs(countOf(taken, 'costly') - 10) <= 1, `${countOf(taken, 'costly')}`);
});

test('a client that comes one by one is held to its share as well', () => {
  const queue = queueOf();
  add(queue, 'many', 1000);
  let single = 0;
  for (let i = 0; i < 400; i++) {
    add(queue, 'single', 1, { cost: 10 });
    while (queue.take(all)?.client !== 'single');
    single++;
    if (queue.size < 20) break;
  }
  assert.ok(single >= 90 && single <= 110, `${single} of cost 10 beside 1000 of cost 1`);
});

test('a client of less weight has less, and all of it where nobody else waits', () => {
  const queue = queueOf({ jobs: 0.25 });
  add(queue, 'jobs', 50);
  add(queue, 'one', 40);
  const taken = take(queue, 50);
  assert.ok(Math.abs(countOf(taken, 'jobs') - 10) <= 1, `${countOf(taken, 'jobs')}`);
  assert.equal(countOf(take(queue, 40), 'jobs'), 40);
  assert.equal(queue.size, 0);
});

test('requests of one client have equal shares, each first come first served', () => {
  const queue = queueOf();
  add(queue, 'one', 50, { request: 1, cost: 5 });
  add(queue, 'one', 50, { request: 2 });
  const taken = Array.from({ length: 30 }, () => queue.take(all)!.request);
  assert.ok(taken.filter((request) => request === 2).length >= 24);
});

test('what does not fit is passed over, and what nobody waits for is dropped', () => {
  const queue = queueOf();
  const gone = new AbortController();
  add(queue, 'one', 1, { cost: 9 });
  add(queue, 'one', 1, { signal: gone.signal });
  add(queue, 'one', 1, { cost: 2 });
  gone.abort();
  assert.equal(queue.take(({ cost }) => cost < 9)?.cost, 2);
  assert.equal(
    queue.take(({ cost }) => cost < 9),
    undefined,
  );
  assert.equal(queue.take(all)?.cost, 9);
  assert.equal(queue.size, 0);
});
