import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { findBundle, shippedModels } from '@selfsame/models';
import { npyHeader } from '../../../trainer/evaluate/npy.ts';
import { makePictures } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-embed-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 7));

const script = join(import.meta.dirname, '../../../cli/main.ts');
const embed = (...args: string[]) =>
  promisify(execFile)(process.execPath, [script, 'embed', ...args]);
const readOut = (file: string) => readFileSync(join(root, 'out', file));
const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

test("a folder's embeddings, as numbers and as text, with the pictures' paths", async () => {
  const flags = ['--data', join(root, 'pictures'), '--out', join(root, 'out')];
  const more = ['--model', 'cifar10-small', '--cache', join(root, 'cache')];
  const { stdout } = await embed(...flags, ...more);
  const { card } = await findBundle(shippedModels, 'cifar10-small');
  const { dimensions } = card;
  assert.ok(stdout.startsWith(`7 embeddings of ${dimensions} dimensions in `), stdout);

  const pictures = rowsOf(readOut('pictures.tsv').toString());
  assert.deepEqual(pictures[0], ['path', 'label']);
  assert.deepEqual(pictures[7], ['nested/6.png', 'nested']);
  const texts = rowsOf(readOut('embeddings.tsv').toString());
  const npy = readOut('embeddings.npy');
  assert.deepEqual([texts.length, texts[0]!.length], [7, dimensions]);
  assert.equal(npy.length, 128 + 7 * dimensions * 4);
  for (const [i, row] of texts.entries()) {
    const values = row.map(Number);
    assert.ok(Math.abs(Math.hypot(...values) - 1) < 1e-5);
    for (const [j, value] of values.entries()) {
      const stored = npy.readFloatLE(128 + 4 * (i * dimensions + j));
      assert.ok(Math.abs(value - stored) < 1e-7);
    }
  }
});

test('what is wrong is said, with a status that is not zero', async () => {
  const flags = ['--data', join(root, 'pictures'), '--cache', join(root, 'cache')];
  const refused = (message: RegExp, code: number, ...args: string[]) =>
    assert.rejects(embed('--model', 'cifar10-small', ...args), { code, stderr: message });
  await refused(/config_invalid[\s\S]*--out/, 2, ...flags);
  await refused(/config_invalid[\s\S]*a picture is wanted/, 2);
  await refused(/export_unwritable/, 1, ...flags, '--out', '/dev/null/out');
});

test("NumPy's header: magic, version, length, and the shape, padded to 64 bytes", () => {
  const header = npyHeader(3, 5);
  assert.equal(header.length % 64, 0);
  assert.equal(header.subarray(0, 8).toString('latin1'), '\x93NUMPY\x01\x00');
  assert.equal(header.readUInt16LE(8), header.length - 10);
  assert.match(header.toString('latin1'), /\{'descr': '<f4', .*'shape': \(3, 5\), \} *\n$/);
});
