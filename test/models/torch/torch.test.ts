import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTensorFile, readTensors } from '@selfsame/models/torch';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { efficientNetLite, liteScales } from '../../../models/get/efficientNetLite.ts';
import { zipOf } from '../get/zip.ts';

// As in the server: tests send nothing anywhere either.
process.env.ORT_DISABLE_TELEMETRY = '1';
const read = (name: string) => readFileSync(join(import.meta.dirname, name));

// small.pth was written by PyTorch 2.15, torch.save(..., _use_new_zipfile_serialization=False): of
// g = torch.arange(24.), {'conv.weight': g[:12].reshape(2, 3, 2).permute(2, 0, 1) / 2,
// 'bn.num_batches_tracked': torch.tensor(7), 'bn.bias': g[12:15]}, an OrderedDict with _metadata.
test('tensors are read as PyTorch has them, those that lie in another order too', async () => {
  const weights = await readTensors(read('small.pth'));
  assert.deepEqual([...weights.keys()], ['conv.weight', 'bn.num_batches_tracked', 'bn.bias']);
  assert.deepEqual([...weights.get('bn.num_batches_tracked')!.values], [7]);
  const { shape, values } = weights.get('conv.weight')!;
  assert.deepEqual(shape, [2, 2, 3]);
  assert.deepEqual([...values], [0, 1, 2, 3, 4, 5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
  assert.deepEqual([...weights.get('bn.bias')!.values], [12, 13, 14]);
});

test('whatever else a file holds is refused, and nothing of it is run', async () => {
  // code.pth holds what would run `touch /tmp/selfsame-was-run` where it is unpickled.
  const code = read('code.pth');
  const pickle = code.subarray(code.indexOf(Buffer.from('8002', 'hex'), 0x80));
  for (const bytes of [code, zipOf({ 'a/data.pkl': pickle })])
    await assert.rejects(readTensors(bytes), /posix\.system, which is no part of a tensor/);
  assert.ok(!existsSync('/tmp/selfsame-was-run'));
  const small = read('small.pth');
  for (const [bytes, problem] of [
    [small.subarray(0, 120), /./],
    [small.subarray(0, small.length - 4), /ends within the values/],
    [Buffer.from('PK\x03\x04 a zip archive'), /end of central directory/i],
    [zipOf({ 'a/version': Buffer.from('3') }), /without a data\.pkl/],
    [Buffer.alloc(0), /neither what torch\.save/],
    [Buffer.from('\x99\0\0\0\0\0\0\0{"a": 1}', 'latin1'), /header is cut short/],
  ] as const)
    await assert.rejects(readTensors(bytes), problem);
  // Wherever a byte is another one, it is read or refused, and never hangs.
  for (let at = 0; at < small.length; at += 3) {
    const changed = Buffer.from(small);
    changed[at]! ^= 0x55;
    try {
      for (const { values } of (await readTensors(changed)).values())
        assert.ok(values.length < 1e4);
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }
});

/** A safetensors file of tensors by name: their shapes, and where their values begin and end. */
const safetensors = (tensors: Readonly<Record<string, [number[], number, number]>>) => {
  const entries = Object.entries(tensors).map(([name, [shape, ...data_offsets]]) => [
    ...[name, { dtype: 'F32', shape, data_offsets }],
  ]);
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, Buffer.alloc(32)]);
};

test('tensors of a safetensors file have places of their own, of the size of their shapes', async () => {
  const { size } = await readTensors(safetensors({ a: [[2, 2], 0, 16], b: [[4], 16, 32] }));
  assert.equal(size, 2);
  for (const [tensors, problem] of [
    [{ b: [[4], 8, 24], a: [[4], 0, 16] }, /values of a and b overlap/],
    [{ a: [[2], 0, 16] }, /a has 16 bytes for \[2\] of F32/],
    [{ a: [[2 ** 50, 2 ** 50], 0, 16] }, /a has 16 bytes/],
    [{ a: [[400], 0, 1600] }, /ends within a/],
    [{ a: [[4], 16, 0] }, /ends within a/],
  ] as [Parameters<typeof safetensors>[0], RegExp][])
    await assert.rejects(readTensors(safetensors(tensors)), problem);
});

test('a file whose values are damaged is named when they are taken, and deep ones do not hang', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-torch-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = async (pickle: Buffer) => {
    const path = join(folder, 'some.pth');
    writeFileSync(path, zipOf({ 'a/data.pkl': pickle }));
    return readTensorFile(path);
  };
  const tensor = `ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0kX\x03\0\0\0cpuK\x02tQK\0K\x02\x85K\x01\x85tR`;
  const lost = await file(Buffer.from(`\x80\x02}X\x01\0\0\0w${tensor}s.`, 'latin1'));
  assert.throws(() => lost.get('w')!.values, {
    code: 'weights_unreadable',
    message: /some\.pth.*a\/data\/k is not in it/,
  });
  const deep = 100_000;
  const nested = `\x80\x02${'}X\x01\0\0\0k'.repeat(deep)}}${'s'.repeat(deep)}.`;
  await assert.rejects(file(Buffer.from(nested, 'latin1')), /more than 100 deep/);
  const long = `\x80\x02](${'K\x01'.repeat(3 * deep)}e.`;
  assert.equal((await file(Buffer.from(long, 'latin1'))).size, 0);
});

/** The same numbers as the Python below makes. */
function madeUp(name: string, place: number, shape: readonly number[]): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length: size }, (_, i) => {
    const u = ((i * 40503 + place * 9973) % 65536) / 65536 - 0.5;
    if (shape.length === 4) return u * Math.sqrt(24 / (size / shape[0]!));
    return /(running_var|weight)$/.test(name) ? 1 + u : u * 0.5;
  });
}

// By efficientnet_lite_pytorch 0.1.0 in PyTorch 2.15: a model of these weights, k being the place of a
// tensor's name among all but those of _fc, sorted, and u = ((i * 40503 + k * 9973) % 65536) / 65536 -
// 0.5 of its i-th value; extract_features(x).mean((2, 3))[0][::128] for ((i * 37) % 256 - 127) / 128.
const byPyTorch = [4.76088, 5.49125, 0, 0, 0, 0.01163, 4.16261, 1.15373, 4.60173, 5.40983];

test('the graph of EfficientNet-Lite0 computes what the original does in PyTorch', async () => {
  const weights = new Map(
    namesAndShapes().map(([name, shape], place) => [
      name,
      { shape, values: madeUp(name, place, shape) },
    ]),
  );
  const session = await InferenceSession.create(efficientNetLite(liteScales.lite0, weights));
  const pixels = Float32Array.from(
    { length: 3 * 224 * 224 },
    (_, i) => (((i * 37) % 256) - 127) / 128,
  );
  const { features } = await session.run({
    pixels: new Tensor('float32', pixels, [1, 3, 224, 224]),
  });
  const found = (features!.data as Float32Array).filter((_, i) => i % 128 === 0);
  for (const [i, expected] of byPyTorch.entries())
    assert.ok(Math.abs(found[i]! - expected) < 1e-4, `${i}: ${found[i]} for ${expected}`);
  await session.release();
  weights.delete('_blocks.3._bn1.running_var');
  assert.throws(
    () => efficientNetLite(liteScales.lite0, weights),
    /_blocks\.3\._bn1\.running_var is not there/,
  );
});

/** Of the tensors of an EfficientNet-Lite0, in the order of their names. */
function namesAndShapes(): [string, number[]][] {
  const all: [string, number[]][] = [];
  const convolution = (conv: string, norm: string, shape: number[]) => {
    all.push([`${conv}.weight`, shape]);
    for (const part of ['weight', 'bias', 'running_mean', 'running_var'])
      all.push([`${norm}.${part}`, [shape[0]!]]);
  };
  convolution('_conv_stem', '_bn0', [32, 3, 3, 3]);
  const channels = [32, 16, 24, 24, 40, 40, 80, 80, 80, 112, 112, 112, 192, 192, 192, 192, 320];
  const kernels = [3, 3, 3, 5, 5, 3, 3, 3, 5, 5, 5, 5, 5, 5, 5, 3];
  for (const [i, kernel] of kernels.entries()) {
    const [from, to] = [channels[i]!, channels[i + 1]!];
    const wide = i === 0 ? from : 6 * from;
    const block = `_blocks.${i}`;
    if (i > 0) convolution(`${block}._expand_conv`, `${block}._bn0`, [wide, from, 1, 1]);
    convolution(`${block}._depthwise_conv`, `${block}._bn1`, [wide, 1, kernel, kernel]);
    convolution(`${block}._project_conv`, `${block}._bn2`, [to, wide, 1, 1]);
  }
  convolution('_conv_head', '_bn1', [1280, 320, 1, 1]);
  return all.sort(([a], [b]) => (a < b ? -1 : 1));
}
