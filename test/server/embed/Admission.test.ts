import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admission } from '../../../server/embed/Admission.ts';

const full = { code: 'queue_full' };

test('one client leaves an eighth of the queue to others, who get in', () => {
  const admission = new Admission(512);
  for (let i = 0; i < 448; i++) admission.admit(1, 'greedy');
  assert.throws(() => admission.admit(1, 'greedy'), full);
  const release = admission.admit(64, 'another');
  assert.equal(admission.admitted, 512);
  assert.throws(() => admission.admit(1, 'third'), full);
  release();
  admission.admit(1, 'third');
});

test('two greedy clients come to the same, and leave room for a third', () => {
  const admission = new Admission(512);
  const held = { a: 0, b: 0 };
  for (let i = 0; i < 600; i++) {
    for (const client of ['a', 'b'] as const) {
      try {
        admission.admit(1, client);
        held[client]++;
      } catch {}
    }
  }
  assert.ok(Math.abs(held.a - held.b) <= 1);
  admission.admit(32, 'third');
});

test('who has nothing here may fill what is free in one request', () => {
  const admission = new Admission(64);
  admission.admit(64, 'one')();
  assert.equal(admission.admitted, 0);
  assert.throws(() => admission.admit(65, 'one'), full);
  admission.admit(0, 'one');
});
