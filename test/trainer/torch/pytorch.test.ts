import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { findBundle } from '@selfsame/models';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { selfsame } from '../../server/client/selfsame.ts';

const run = promisify(execFile);
const root = mkdtempSync(join(tmpdir(), 'selfsame-pytorch-test-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');

const there = await run('python3', ['-c', 'import torch, torchvision, timm, safetensors']).then(
  () => true,
  () => false,
);
const skip = there ? false : 'python3 has no torch, torchvision, timm and safetensors';

interface Made {
  readonly path: string;
  readonly size: number;
  readonly flags: readonly string[];
  readonly features: readonly number[];
}

// The authors' ResNet-50, a training script's checkpoint, Lightning's with a momentum encoder, float16.
for (const [name, encoder] of [
  ['barlowtwins', 'resnet50'],
  ['training', 'resnet18'],
  ['sololearn', 'resnet18'],
  ['lightly', 'resnet34'],
  ['timm', 'resnet18'],
] as const)
  test(`a checkpoint as of ${name} computes what PyTorch does`, { skip }, async () => {
    const script = join(import.meta.dirname, 'checkpoints.py');
    const { path, size, flags, features } = JSON.parse(
      (await run('python3', [script, root, name])).stdout,
    ) as Made;
    const told = ['--name', name, '--models', models, '--preset', 'imagenet', ...flags];
    const { code, out, err } = await selfsame('models', 'import', path, ...told);
    assert.equal(code, 0, err);
    assert.match(out, new RegExp(`network +${encoder},`));
    const { graphPath } = await findBundle(models, name);
    const session = await InferenceSession.create(graphPath);
    const pixels = Uint8Array.from({ length: size * size * 3 }, (_, i) => (i * 37) % 251);
    const shape = [1, size, size, 3];
    const { embedding } = await session.run({ pixels: new Tensor('uint8', pixels, shape) });
    await session.release();
    const found = embedding!.data as Float32Array;
    assert.equal(found.length, features.length);
    const dot = features.reduce((sum, one, i) => sum + one * found[i]!, 0);
    const cosine = dot / Math.hypot(...features);
    assert.ok(cosine >= 0.9999, String(cosine));
  });
