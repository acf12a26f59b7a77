import assert from 'node:assert/strict';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  latestCheckpoint,
  readCheckpoint,
  saveCheckpoint,
} from '../../../trainer/checkpoint/checkpoint.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-checkpoint-'));
after(() => rmSync(root, { recursive: true, force: true }));

const checkpoint = (step: number) => ({
  step,
  seconds: 1.5,
  dataset: 'abc',
  engines: ['cpu', 'webgpu'],
  origin: { checkpoint: 'step-000000003.safetensors', step: 3, dataset: 'def' },
  variables: {
    'weight/ä': Float32Array.of(1, -2, 0.1),
    empty: new Float32Array(0),
    s: Float32Array.of(step),
  },
  shapes: { 'weight/ä': [3, 1], empty: [0], s: [] },
});

const isInvalid = (path: string) => (error: { code: string; message: string }) => {
  assert.equal(error.code, 'checkpoint_invalid');
  assert.ok(error.message.includes(path));
  return true;
};

test('the newest checkpoint comes back as it was saved, and older ones go', () => {
  const folder = join(root, 'saved');
  assert.equal(latestCheckpoint(folder), undefined);
  for (const step of [9, 10, 100]) saveCheckpoint(folder, checkpoint(step));
  assert.deepEqual(latestCheckpoint(folder)?.checkpoint, checkpoint(100));
  assert.deepEqual(readdirSync(folder), [
    'step-000000010.safetensors',
    'step-000000100.safetensors',
  ]);
});

test('a checkpoint cut short, lengthened or changed anywhere is refused by name', () => {
  const path = saveCheckpoint(join(root, 'cut'), checkpoint(5));
  const whole = readFileSync(path);
  for (const length of [0, 4, 20, whole.length - 1]) {
    writeFileSync(path, whole.subarray(0, length));
    assert.throws(() => readCheckpoint(path, 'Delete it.'), isInvalid(path));
  }
  writeFileSync(path, Buffer.concat([whole, Buffer.alloc(4)]));
  assert.throws(() => readCheckpoint(path, 'Delete it.'), isInvalid(path));
  const header = 8 + Number(whole.readBigUInt64LE());
  const text = whole.toString('utf8', 8, header).trimEnd();
  for (let at = 0; at < whole.length; at++) {
    // Padding may be any white space.
    if (at >= 8 + Buffer.byteLength(text) && at < header) continue;
    const damaged = Buffer.from(whole);
    damaged[at]! ^= 1 << (at % 8);
    writeFileSync(path, damaged);
    assert.throws(() => readCheckpoint(path, 'Delete it.'), isInvalid(path), `byte ${at}`);
  }
});

test('a damaged checkpoint is named, and the one before it is taken', (t) => {
  const folder = join(root, 'damaged');
  const paths = [10, 20].map((step) => saveCheckpoint(folder, checkpoint(step)));
  truncateSync(paths[1]!, 100);
  const said = t.mock.method(console, 'error', () => {});
  assert.deepEqual(latestCheckpoint(folder)?.checkpoint, checkpoint(10));
  assert.ok(String(said.mock.calls[0]!.arguments[0]).includes(paths[1]!));

  // Going on from there, the damaged one must not count as one of those to keep.
  saveCheckpoint(folder, checkpoint(15));
  assert.deepEqual(latestCheckpoint(folder)?.checkpoint, checkpoint(15));
  assert.deepEqual(readdirSync(folder), [
    'step-000000010.safetensors',
    'step-000000015.safetensors',
  ]);
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '');
  assert.throws(() => latestCheckpoint(folder), isInvalid('step-000000010'));
});
