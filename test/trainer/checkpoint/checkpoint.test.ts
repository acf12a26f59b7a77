import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('the newest checkpoint comes back as it was saved, and older ones go', async () => {
  const folder = join(root, 'saved');
  assert.equal(latestCheckpoint(folder), undefined);
  for (const step of [9, 10, 100]) saveCheckpoint(folder, checkpoint(step));
  assert.deepEqual(latestCheckpoint(folder), checkpoint(100));
  assert.equal(readdirSync(folder).length, 2);
});

test('a checkpoint cut short anywhere is refused by name', async () => {
  const path = saveCheckpoint(join(root, 'cut'), checkpoint(5));
  const whole = readFileSync(path);
  for (const length of [0, 4, 20, whole.length - 1]) {
    writeFileSync(path, whole.subarray(0, length));
    assert.throws(
      () => readCheckpoint(path, 'Delete it.'),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'checkpoint_invalid');
        assert.ok(error.message.includes(path));
        return true;
      },
    );
  }
});
