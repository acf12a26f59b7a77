import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findBundle, type SelfsameError } from '@selfsame/models';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { importCheckpoint } from '../../../server/client/models/importCheckpoint.ts';
import { importCommand } from '../../../server/client/models/importCommand.ts';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { readInit } from '../../../trainer/init/readInit.ts';
import { readOrder } from '../../../trainer/init/readOrder.ts';
import { checkpointEncoder } from '../../../trainer/torch/checkpointEncoder.ts';
import { selfsame } from '../../server/client/selfsame.ts';
import { makePictures, runTrainer } from '../run/cli.ts';
import { madeUpResNet, plainForward } from './plainResNet.ts';
import { legacyFile, type StateDict, safetensorsFile, zipFile } from './writers.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-torch-test-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');
const place = (name: string, bytes: Buffer) => {
  writeFileSync(join(root, name), bytes);
  return join(root, name);
};
const [mean, std] = [
  [0.4, 0.5, 0.6],
  [0.2, 0.25, 0.3],
];

/** The trainer's resnet20 and resnet10, under torchvision's names. */
const small = madeUpResNet([16, 32, 64], 3, 3);
const large = madeUpResNet([32, 64, 128, 256], 1, 7);
const prefixed = (prefix: string, tensors: StateDict): StateDict =>
  Object.fromEntries(Object.entries(tensors).map(([name, one]) => [prefix + name, one]));

/** Names that a network's parts have as children of an `nn.Sequential` without ReLU and max-pool. */
const numbered = (tensors: StateDict): StateDict =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, one]) => {
      const [child = '', ...rest] = name.replace('downsample', 'shortcut').split('.');
      const at = ['conv1', 'bn1', 'layer1', 'layer2', 'layer3', 'fc'].indexOf(child);
      return [[at, ...rest].join('.'), one];
    }),
  );

async function embed(name: string, side: number): Promise<Float32Array> {
  const { graphPath } = await findBundle(models, name);
  const session = await InferenceSession.create(graphPath);
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 37) % 251);
  const { embedding } = await session.run({
    pixels: new Tensor('uint8', pixels, [1, side, side, 3]),
  });
  await session.release();
  return embedding!.data as Float32Array;
}

function expected(tensors: StateDict, side: number, stemPadding: number): number[] {
  const values = Float32Array.from({ length: 3 * side * side }, (_, i) => {
    const [channel, at] = [Math.floor(i / (side * side)), i % (side * side)];
    return (((at * 3 + channel) * 37) % 251) / 255 / std[channel]! - mean[channel]! / std[channel]!;
  });
  return plainForward(tensors, { shape: [3, side, side], values }, stemPadding);
}

function assertClose(found: Float32Array, wanted: readonly number[]): void {
  assert.equal(found.length, wanted.length);
  const cosine = wanted.reduce((sum, one, i) => sum + one * found[i]!, 0);
  assert.ok(cosine > 0.99999, String(cosine));
}

/** What the command does, without its process. */
const imported = (path: string, name: string, flags: Parameters<typeof checkpointEncoder>[1]) => {
  const said: string[] = [];
  const options = {
    path,
    load: loadGraph,
    call: 'models import',
    say: (one: string) => said.push(one),
  };
  const told = { name, models, mean, std, noNormalise: false } as never;
  const done = importCheckpoint({ ...options, flags: told }, flags, checkpointEncoder);
  return done.then(({ card }) => ({ card, said: said.join('\n') }));
};

const flags = ['--mean', mean.join(), '--std', std.join()];
let command: Awaited<ReturnType<typeof selfsame>>;
before(async () => {
  const both = { ...prefixed('backbone.', small), ...prefixed('momentum_backbone.', small) };
  const zip = place('solo.ckpt', zipFile(both));
  command = await selfsame('models', 'import', zip, '--name', 'solo', '--models', models, ...flags);
});

test('a checkpoint becomes a bundle that computes what torchvision does, and says what it left out', async () => {
  assert.equal(command.code, 0, command.err);
  assert.match(command.out, /network +resnet20, stem 3 x 3 .* of state_dict\.backbone\.\*/);
  assert.match(command.out, /left out .*backbone\.fc \(2\), state_dict\.momentum_backbone \(\d+\)/);
  assertClose(await embed('solo', 32), expected(small, 32, 1));
  const { card } = await findBundle(models, 'solo');
  assert.equal(card.encoder, 'resnet20');
  assert.deepEqual(
    card.imported!.files.map(({ name }) => name),
    ['solo.ckpt'],
  );
});

test('the older format and safetensors, numbers for names, other stems and paddings', async () => {
  const light = await imported(place('light.pth', legacyFile(numbered(small))), 'pale', {
    ...{ size: 16, stemPadding: 2 },
  });
  assert.match(light.said, /left out +5 \(2\)/);
  assertClose(await embed('pale', 16), expected(small, 16, 2));
  await imported(place('timm.safetensors', safetensorsFile(large)), 'timm', { size: 65 });
  assertClose(await embed('timm', 65), expected(large, 65, 3));
  const told = { size: 16, prefix: 'state_dict.momentum_backbone' };
  const second = await imported(join(root, 'solo.ckpt'), 'second', told);
  assert.match(second.said, /left out .*backbone \(\d+\)/);
});

test('a run starts from a checkpoint, and from the bundle of one', async () => {
  await makePictures(join(root, 'pictures'), 24);
  const file = place('start.pth', zipFile(prefixed('module.', small)));
  const { code, output } = await runTrainer(
    ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--init', file],
    ...['--run', join(root, 'run'), '--batch', '8', '--projector-width', '16', '--steps', '1'],
    ...['--models', models, '--size', '8', '--held-out', '0', '--name', 'of-file'],
  );
  assert.equal(code, 0, output);
  assert.match(output, /init: .*start\.pth --encoder resnet20/);
  assert.match(output, /init: encoder from .*start\.pth; projector and optimiser start fresh/);
  const { card } = await findBundle(models, 'of-file');
  assert.match(
    JSON.stringify(card.training!.config.init),
    /^\{"checkpoint":"start.pth","sha256":"\w{64}"\}$/,
  );
  const bundle = await findBundle(models, 'solo');
  const { variables, origin } = await readInit(bundle.dir);
  assert.deepEqual(variables['weight/encoder.stem.conv.weight'], small['conv1.weight']!.values);
  assert.equal(origin.step, undefined);
  const order = await readOrder(['--data', 'x', '--init', bundle.dir, '--epochs', '1']);
  assert.ok(order !== null && 'config' in order);
  const { encoder, size, init } = order.config;
  assert.deepEqual({ encoder, size, init }, { encoder: 'resnet20', size: 32, init: bundle.dir });
});

test('whatever is no such network is refused, telling what differs, and changes nothing', async () => {
  const without = ({ 'layer2.1.bn2.running_var': _, ...rest }: StateDict) => rest;
  const one = { shape: [1], values: Float32Array.of(1) };
  const wide = { ...small, 'layer3.0.conv1.weight': { ...one, shape: [64, 16, 3, 3] } };
  const files: [string, Buffer, string, RegExp][] = [
    ['less', zipFile(without(small)), 'mismatch', /layer2\.1\.bn2\.running_var is not in it/],
    [
      'more',
      legacyFile({ ...small, 'layer1.0.se.weight': one }),
      'mismatch',
      /layer1\.0\.se.*not in this/,
    ],
    [
      'wide',
      zipFile(wide),
      'mismatch',
      /layer3\.0\.conv1\.weight is \[64, 16, 3, 3\] there and \[64, 32/,
    ],
    ['deep', zipFile(madeUpResNet([16, 32], 2, 3)), 'mismatch', /basic blocks in stages of 2, 2,/],
    [
      'other',
      safetensorsFile({ 'blocks.0.weight': one }),
      'no_network',
      /1 tensors: blocks\.0\.weight/,
    ],
    [
      'two',
      zipFile({ ...prefixed('a.', small), ...prefixed('b.', small) }),
      'ambiguous',
      /"state_dict\.a\."/,
    ],
  ];
  for (const [name, bytes, code, says] of files) {
    const path = place(`${name}.pth`, bytes);
    await assert.rejects(imported(path, name, {}), ({ code: found, message }: SelfsameError) => {
      assert.equal(found, `checkpoint_${code}`);
      assert.match(message, says);
      return true;
    });
    assert.ok(!existsSync(join(models, name)));
  }
  const whole = zipFile(small);
  const cut = place('cut.pth', whole.subarray(0, whole.length - 100));
  await assert.rejects(imported(cut, 'cut', {}), /The weights .*cut\.pth cannot be read: /);
  const flipped = Buffer.from(whole);
  flipped[whole.length >> 1]! ^= 1;
  await assert.rejects(
    imported(place('bad.pth', flipped), 'bad', {}),
    /archive\/data\/\d+ is damaged/,
  );
  const onnx = join((await findBundle(models, 'solo')).dir, 'encoder.onnx');
  const trainer = { whiten: assert.fail, checkpointEncoder: assert.fail };
  const wrong = importCommand([onnx, '--name', 'x', '--prefix', 'a.'], trainer);
  await assert.rejects(wrong, /--prefix.*is no PyTorch checkpoint/);
});
