import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Bundle, readBundle } from '@selfsame/models';
import { importEncoder, importFlags } from '@selfsame/models/import';
import { Tensor } from 'onnxruntime-node';
import { openAlone } from '../../../server/client/alone.ts';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { cosine, embedDirectly, pictures, prepared, type Way } from './direct.ts';
import { constant, dimensions, encode, side, type Trunk, trunk, types, value } from './graphs.ts';
import { endWith, inFloat16, inInt8, inNhwc, node, withTokens, writeExternal } from './variants.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-import-'));
after(() => rmSync(root, { recursive: true }));
const plain = await trunk();
const scaling = { mean: plain.mean, std: plain.std };
const told = { mean: plain.mean.join(), std: plain.std.join() };

interface Case {
  readonly name: string;
  /** Changes the graph, or writes it by itself. */
  readonly make: (source: Trunk, path: string) => unknown;
  readonly flags?: Record<string, unknown>;
  readonly way?: Partial<Way>;
  readonly least?: number;
  /** What is run directly, in place of the graph itself. */
  readonly direct?: string;
  /** What the bundle is to say of batches. */
  readonly batches?: string;
}

const fixed = (batch: number) => (source: Trunk) => {
  source.graph.input = [value('x', types.float, batch, 3, side, side)];
  source.graph.output = [value('embedding', types.float, batch, dimensions)];
};

const cases: readonly Case[] = [
  {
    name: 'nchw',
    make: () => {},
    flags: { resizeShorter: 32, resampling: 'bicubic' },
    way: { shorter: 32, resampling: 'bicubic' },
  },
  {
    name: 'nhwc',
    make: inNhwc,
    flags: { cropShare: 0.75, resampling: 'bilinear' },
    way: { input: 'seen', layout: 'nhwc', shorter: 32, resampling: 'bilinear' },
  },
  {
    name: 'pixels-of-255',
    make: () => {},
    flags: {
      scale: 1,
      mean: plain.mean.map((one) => one * 255).join(),
      std: plain.std.map((one) => one * 255).join(),
      fit: 'fill',
    },
    way: { squash: true },
  },
  { name: 'batch-1', make: fixed(1), batches: 'as it is' },
  {
    name: 'batch-1-reshaped',
    make: (source) => {
      fixed(1)(source);
      source.graph.initializer.push(constant('to', [2], BigInt64Array.of(1n, 384n)));
      const reshape = node('Reshape', [source.features, 'to'], 'flat');
      endWith(source.graph, [reshape], value('flat', types.float, 1, dimensions));
    },
    way: { output: 'flat' },
    batches: 'reshaped',
  },
  {
    name: 'batch-2-for-good',
    make: (source) => {
      withTokens(source, 2);
      source.graph.input = [value('x', types.float, 2, 3, side, side)];
      const more = new Float32Array(2 * dimensions).fill(0.5);
      source.graph.initializer.push(constant('register', [2, 1, dimensions], more));
      const concat = node('Concat', ['tokens', 'register'], 'all', {
        ...{ name: 'axis', type: 2, i: 1 },
      });
      endWith(source.graph, [concat], value('all', types.float, 2, 10, dimensions));
    },
    flags: { pool: 'mean' },
    way: { output: 'all', batch: 2, pool: 'mean tokens' },
    batches: 'in batches',
  },
  {
    name: 'float16',
    make(source, path) {
      inFloat16(source);
      writeFileSync(path, encode(source.graph));
      // onnxruntime-node has no input of float16: the same graph behind a cast is what is run directly.
      const { graph, features } = source;
      graph.node.unshift(node('Cast', ['floats'], 'x', { name: 'to', type: 2, i: types.float16 }));
      graph.input = [value('floats', types.float, 'N', 3, side, side)];
      const cast = node('Cast', [features], 'found', { name: 'to', type: 2, i: types.float });
      endWith(graph, [cast], value('found', types.float, 'N', dimensions));
      writeFileSync(join(path, '../direct.onnx'), encode(graph));
    },
    way: { input: 'floats', output: 'found' },
    direct: 'direct.onnx',
  },
  {
    name: 'int8',
    make: async (source) => {
      const x = await prepared(pictures[0]!, { ...scaling, input: 'x', output: '' });
      await inInt8(source, new Tensor('float32', x, [1, 3, side, side]));
    },
    least: 0.99,
  },
  { name: 'external', make: ({ graph }, path) => writeExternal(path, graph) },
  {
    name: 'tokens-cls',
    make: (source) => withTokens(source),
    flags: { pool: 'cls' },
    way: { output: 'tokens', pool: 'cls' },
  },
  {
    name: 'tokens-mean',
    make: (source) => withTokens(source),
    flags: { pool: 'mean' },
    way: { output: 'tokens', pool: 'mean tokens' },
  },
  {
    name: 'map',
    make: ({ graph, map }) => endWith(graph, [], value(map, types.float, 'N', dimensions, 3, 3)),
    flags: { pool: 'mean' },
    way: { output: plain.map, pool: 'mean map' },
  },
  {
    name: 'two-outputs',
    make: ({ graph, features }) => {
      graph.output.push(value(features, types.float, 'N', dimensions));
    },
    flags: { output: plain.features },
    way: { output: plain.features },
  },
  { name: 'of-length-1', make: () => {}, flags: { noNormalise: true } },
];

async function bundleOf({ name, make, flags = {} }: Case): Promise<[Bundle, string]> {
  const path = join(root, name, 'model.onnx');
  mkdirSync(join(root, name));
  const source = await trunk();
  await make(source, path);
  if (!existsSync(path)) writeFileSync(path, encode(source.graph));
  const models = join(root, 'models');
  const bundle = await importEncoder({
    path,
    flags: importFlags.parse({ name, models, ...told, ...flags }),
    call: 'models import',
    load: loadGraph,
    say: () => {},
  });
  return [bundle, path];
}

for (const one of cases)
  test(`an imported graph gives what it gives by itself: ${one.name}`, async () => {
    const [bundle, path] = await bundleOf(one);
    const way = { ...scaling, input: 'x', output: 'embedding', ...one.way };
    const expected = await embedDirectly(one.direct ? join(path, '..', one.direct) : path, way);
    const alone = await openAlone(await readBundle(bundle.dir));
    for (const [i, picture] of pictures.entries()) {
      const found = cosine(await alone.embed(picture), expected[i]!);
      assert.ok(found >= (one.least ?? 0.9995), `picture ${i}: ${found}`);
    }
    await alone.close();
    const { imported } = bundle.card;
    if (one.batches !== undefined) assert.equal(imported!.settings.batches, one.batches);
    assert.equal(bundle.card.graph.data !== undefined, one.name === 'external');
    // The pictures are different ones, so that nothing passes by giving always the same.
    assert.ok(cosine(expected[0]!, expected[1]!) < 0.99);
  });
