import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError, SelfsameError } from '@selfsame/models';
import { importEncoder, importFlags } from '@selfsame/models/import';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { selfsame } from '../../server/client/selfsame.ts';
import { constant, dimensions, encode, side, type Trunk, trunk, types, value } from './graphs.ts';
import { endWith, node, withTokens, writeExternal } from './variants.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-refusals-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');
mkdirSync(join(models, 'taken/1'), { recursive: true });

interface Case {
  readonly name: string;
  /** Changes the graph; or writes the file by itself, and returns true. */
  readonly make?: (source: Trunk, path: string) => unknown;
  readonly flags?: Record<string, unknown>;
  readonly code: string;
  readonly says: RegExp;
}

const scaling = { mean: '0.5,0.5,0.5', std: '0.2,0.2,0.2' };

const cases: readonly Case[] = [
  {
    name: 'no ONNX file',
    make: (_, path) => writeFileSync(path, Buffer.from('\x89PNG\r\n\x1a\n, a picture')),
    ...{ code: 'graph_unreadable', says: /cannot be read as an ONNX file/ },
  },
  {
    name: 'cut short',
    make: ({ graph }, path) => writeFileSync(path, encode(graph).subarray(0, 100_000)),
    ...{ code: 'graph_unreadable', says: /ends within/ },
  },
  {
    name: 'numbers that are not there',
    make: ({ graph }, path) => {
      writeExternal(path, graph);
      rmSync(join(path, '../model.onnx_data'));
    },
    ...{ code: 'graph_data_missing', says: /model\.onnx_data is not there/ },
  },
  {
    name: 'numbers that are cut short',
    make: ({ graph }, path) => {
      writeExternal(path, graph);
      writeFileSync(join(path, '../more.bin'), 'few');
    },
    ...{ code: 'graph_data_missing', says: /more\.bin ends before v\d+, at byte 3/ },
  },
  {
    name: 'numbers that are elsewhere',
    make({ graph }, path) {
      writeExternal(path, graph);
      const [one] = graph.initializer.filter(({ dataLocation }) => dataLocation === 1);
      one!.externalData = [{ key: 'location', value: '../../etc/passwd' }];
      writeFileSync(path, encode(graph));
    },
    ...{ code: 'graph_data_missing', says: /"\.\.\/\.\.\/etc\/passwd", which is elsewhere/ },
  },
  {
    name: 'numbers at no place',
    make({ graph }, path) {
      writeExternal(path, graph);
      const [one] = graph.initializer.filter(({ dataLocation }) => dataLocation === 1);
      one!.externalData!.find(({ key }) => key === 'offset')!.value = '-8';
      writeFileSync(path, encode(graph));
    },
    ...{ code: 'graph_data_missing', says: /v\d+ is said to be at no place of/ },
  },
  {
    name: 'a text beside the picture',
    make({ graph }) {
      graph.input.push(value('attention_mask', types.int64, 'N', 77));
      graph.node.push(
        node('Cast', ['attention_mask'], 'mask', { name: 'to', type: 2, i: types.float }),
        node('ReduceMax', ['mask'], 'most', { name: 'keepdims', type: 2, i: 0 }),
      );
      endWith(
        graph,
        [node('Mul', ['embedding', 'most'], 'masked')],
        value('masked', types.float, 'N', dimensions),
      );
    },
    ...{ code: 'graph_inputs', says: /more than a picture.*attention_mask int64 \[N, 77\]/ },
  },
  {
    name: 'two pictures',
    make({ graph }) {
      graph.input.push(value('other', types.float, 'N', 3, side, side));
      for (const one of graph.node)
        if (one.opType === 'Conv' && one.input[0] === 'x') one.input[0] = 'both';
      graph.node.unshift(node('Add', ['x', 'other'], 'both'));
    },
    ...{ code: 'graph_inputs', says: /x float32 .*; other float32 \[N, 3, 24, 24\]/ },
  },
  {
    name: 'no picture',
    make: ({ graph }) => {
      graph.input = [value('x', types.int64, 'N', 77)];
    },
    ...{ code: 'graph_inputs', says: /None of its inputs takes pictures.*x int64 \[N, 77\]/ },
  },
  {
    name: 'grey pictures',
    make: ({ graph }) => {
      graph.input = [value('x', types.float, 'N', 1, side, side)];
    },
    flags: { layout: 'nchw' },
    ...{ code: 'graph_inputs', says: /takes 1 channels in nchw/ },
  },
  {
    name: 'an input that it has not',
    flags: { input: 'pixel_values' },
    ...{ code: 'graph_inputs', says: /no input pixel_values.*x float32/ },
  },
  {
    name: 'an output that it has not',
    flags: { output: 'image_embeds' },
    ...{ code: 'graph_outputs', says: /no output image_embeds.*embedding \[1, 384\]/ },
  },
  {
    name: 'tokens as they are',
    make: (source) => withTokens(source),
    flags: { pool: 'none' },
    ...{ code: 'graph_outputs', says: /--pool none makes no embedding of tokens \[1, 9, 384\]/ },
  },
  {
    name: 'tokens, and nothing said of them',
    make: (source) => withTokens(source),
    ...{ code: 'config_invalid', says: /--pool: tokens \[1, 9, 384\] is tokens .*cls.*mean/ },
  },
  {
    name: 'several outputs',
    make({ graph, features }) {
      graph.output.push(value(features, types.float, 'N', dimensions));
    },
    ...{ code: 'config_invalid', says: /--output: .*embedding \[1, 384\]; v\d+ \[1, 384\]/ },
  },
  {
    name: 'any size',
    make: ({ graph }) => {
      graph.input = [value('x', types.float, 'N', 3, 'h', 'w')];
    },
    ...{ code: 'config_invalid', says: /--size: the graph takes pictures of any/ },
  },
  {
    name: 'another size',
    flags: { size: 32 },
    ...{ code: 'config_invalid', says: /--size: the graph takes a width of 24/ },
  },
  {
    name: 'any layout',
    make: ({ graph }) => {
      graph.input = [value('x', types.float, 'N', 'a', 'b', 'c')];
    },
    ...{ code: 'config_invalid', says: /--layout: x float32 \[N, a, b, c\] may be nchw/ },
  },
  {
    name: 'a mean of 0 .. 255',
    flags: { mean: '123.7,116.3,103.5' },
    ...{ code: 'config_invalid', says: /--mean: .*--scale 1/ },
  },
  {
    name: 'no mean',
    flags: { mean: undefined, std: undefined },
    ...{ code: 'config_invalid', says: /--mean and --std: .*\n +clip .*\n +siglip .*--fit fill\n/ },
  },
  {
    name: 'no numbers',
    make({ graph }) {
      const log = node('Log', ['embedding'], 'logarithms');
      endWith(graph, [log], value('logarithms', types.float, 'N', dimensions));
    },
    ...{ code: 'embeddings_unusable', says: /values that are no numbers/ },
  },
  {
    name: 'of another length than 1',
    make({ graph, features }) {
      graph.output = [value(features, types.float, 'N', dimensions)];
    },
    flags: { noNormalise: true },
    ...{ code: 'embeddings_unusable', says: /length .* and not 1/ },
  },
  {
    name: 'an operator that nobody knows',
    make({ graph }) {
      const own = { ...node('Sharpen', ['embedding'], 'sharp'), domain: 'com.example' };
      endWith(graph, [own], value('sharp', types.float, 'N', dimensions));
    },
    ...{ code: 'graph_unrunnable', says: /\(opset 18\).*Sharpen/ },
  },
  {
    name: 'another shape than it says',
    make({ graph, features }) {
      graph.initializer.push(constant('to', [2], BigInt64Array.of(7n, 5n)));
      const reshape = node('Reshape', [features, 'to'], 'reshaped');
      endWith(graph, [reshape], value('reshaped', types.float, 7, 5));
    },
    ...{ code: 'graph_unrunnable', says: /Reshape/ },
  },
  { name: 'a name that is taken', flags: { name: 'taken' }, code: 'name_taken', says: /taken/ },
  {
    name: 'the name of a bundle that is shipped',
    flags: { name: 'cifar10-small' },
    ...{ code: 'name_taken', says: /cifar10-small/ },
  },
];

writeFileSync(join(models, 'taken/1/model.json'), '{}');
const before = readdirSync(models, { recursive: true });

for (const [i, { name, make, flags, code, says }] of cases.entries())
  test(`it is refused, and nothing changes: ${name}`, async () => {
    const path = join(root, String(i), 'model.onnx');
    mkdirSync(join(root, String(i)));
    const source = await trunk();
    await make?.(source, path);
    if (!existsSync(path)) writeFileSync(path, encode(source.graph));
    const importing = importEncoder({
      path,
      flags: importFlags.parse({ name: `n${i}`, models, ...scaling, ...flags }),
      call: 'selfsame models import',
      load: loadGraph,
      say: () => {},
    });
    await assert.rejects(importing, (error) => {
      assert.ok(error instanceof SelfsameError, String((error as Error).stack));
      assert.equal(error.code, code);
      assert.match(error.message, says);
      if (!(error instanceof ConfigError)) assert.ok(error.remedy.length > 20);
      return true;
    });
    assert.deepEqual(readdirSync(models, { recursive: true }), before);
  });

test('the command ends with a status, and says the flags that are wrong', async () => {
  const path = join(root, 'plain.onnx');
  writeFileSync(path, encode((await trunk()).graph));
  const told = ['models', 'import', path, '--name', 'plain', '--models', models];
  const wrong = await selfsame(...told, '--mean', '0.5,0.5', '--pol', 'mean', '--scale', '2');
  assert.equal(wrong.code, 2);
  for (const text of ['--mean: are three numbers', 'did you mean --pool?', '--scale: is neither 1'])
    assert.ok(wrong.err.includes(text), wrong.err);
  const lost = ['models', 'import', join(root, 'gone.onnx'), '--models', models];
  const gone = await selfsame(...lost, '--name', 'lost');
  assert.equal(gone.code, 1);
  assert.match(gone.err, /^error graph_unreadable: .*gone\.onnx .*it is not there/);
  assert.deepEqual(readdirSync(models, { recursive: true }), before);
});
