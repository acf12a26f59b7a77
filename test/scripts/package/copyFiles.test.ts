import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findBundle, shippedModels } from '../../../models/index.ts';
import { copyFiles, linkedFrom } from '../../../scripts/package/copyFiles.ts';

test('what pages link to comes along, once, and no address does', () => {
  const root = mkdtempSync(join(tmpdir(), 'selfsame-test-'));
  try {
    const pages = {
      'a.md': '[b](b.md#there), ![](b.svg), [here](#here), [web](https://pictures.example/c.md)',
      'b.md': '[back](a.md), [c](./c.txt)',
      'c.txt': '[d](d.md)',
    };
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(root, name), text);
    assert.deepEqual(linkedFrom(root, ['a.md']), ['a.md', 'b.md', 'b.svg', 'c.txt']);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('the encoder comes along without its checkpoint', async () => {
  const root = mkdtempSync(join(tmpdir(), 'selfsame-test-'));
  try {
    const { card } = await findBundle(shippedModels, 'cifar10-small');
    const encoder = join('models', card.name, card.version);
    for (const folder of [encoder, 'page/dist', 'package'])
      mkdirSync(join(root, folder), { recursive: true });
    const inBundle = ['checkpoint.safetensors', 'encoder.onnx', 'model.json'];
    const files = inBundle.map((file) => join(encoder, file));
    for (const file of [...files, 'LICENSE', 'README.md', 'CHANGELOG.md'])
      writeFileSync(join(root, file), '');
    await copyFiles(root, join(root, 'package'));
    assert.deepEqual(readdirSync(join(root, 'package', encoder)), ['encoder.onnx', 'model.json']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
