import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handedOutAtOnce, handOut } from '../../../server/embed/inference/handOut.ts';

test('the embeddings of a batch come a few at a time, and the event loop gets its turn in between', async () => {
  const dimensions = 2;
  const embeddings = Float32Array.from({ length: 17 * dimensions }, (_, i) => i);
  const came: { readonly turn: number; readonly embedding: Float32Array }[] = [];
  let turn = 0;
  const waiting = Array.from({ length: 17 }, () => ({
    resolve: (embedding: Float32Array) => came.push({ turn, embedding }),
  }));
  // Before it, so that each turn begins with this.
  const count = () => {
    turn++;
    if (came.length < waiting.length) setImmediate(count);
  };
  setImmediate(count);
  await handOut(waiting, embeddings, dimensions);
  assert.deepEqual(
    came.map(({ embedding }) => [...embedding]),
    Array.from({ length: 17 }, (_, i) => [2 * i, 2 * i + 1]),
  );
  for (const group of Map.groupBy(came, (one) => one.turn).values()) {
    assert.ok(group.length <= handedOutAtOnce, `${group.length} came in one turn`);
  }
});
