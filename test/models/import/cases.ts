import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '@selfsame/models';
import { importEncoder, importFlags } from '@selfsame/models/import';
import { Tensor } from 'onnxruntime-node';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { embedDirectly, pictures, prepared, type Way } from './direct.ts';
import { dimensions, encode, side, type Trunk, trunk, types, value } from './graphs.ts';
import { endWith, inFloat16, inInt8, inNhwc, node, withTokens, writeExternal } from './variants.ts';

const plain = await trunk();
const scaling = { mean: plain.mean, std: plain.std };

/** An encoder from elsewhere: the one that is shipped, in another shape. */
export interface Case {
  /** Of its bundle, too. */
  readonly name: string;
  /** Changes the graph, or writes it by itself to `path`, or what else is to lie in its folder. */
  readonly make: (source: Trunk, path: string) => unknown;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly way?: Partial<Way>;
  /** Least cosine of an embedding with the graph's own; 0.9995 unless told. */
  readonly least?: number;
  /** What is run directly, in place of the graph itself. */
  readonly direct?: string;
  /** Whether the folder is imported, which says how pictures are prepared. */
  readonly isFolder?: boolean;
}

export const fixed = (batch: number) => (source: Trunk) => {
  source.graph.input = [value('x', types.float, batch, 3, side, side)];
  source.graph.output = [value('embedding', types.float, batch, dimensions)];
};

const bicubic = { resizeShorter: 32, resampling: 'bicubic' };
const bicubicWay = { shorter: 32, resampling: 'bicubic' } as const;

/** Tokens of a graph whose numbers lie beside it. */
export const servedKind = 'tokens';

/** The kinds of graphs that there are. */
export const kinds: readonly Case[] = [
  {
    name: 'nchw',
    make: () => {},
    flags: bicubic,
    way: bicubicWay,
  },
  {
    name: 'nhwc',
    make: inNhwc,
    flags: { cropShare: 0.75, resampling: 'bilinear' },
    way: { input: 'seen', layout: 'nhwc', shorter: 32, resampling: 'bilinear' },
  },
  { name: 'batch-1', make: fixed(1) },
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
    flags: bicubic,
    way: { input: 'floats', output: 'found', ...bicubicWay },
    direct: 'direct.onnx',
  },
  {
    name: 'int8',
    make: async (source) => {
      const x = await prepared(pictures[0]!, { ...scaling, input: 'x', output: '' });
      await inInt8(source, new Tensor('float32', x, [1, 3, side, side]));
    },
    flags: bicubic,
    way: bicubicWay,
    least: 0.99,
  },
  { name: 'external', make: ({ graph }, path) => writeExternal(path, graph) },
  {
    name: servedKind,
    make(source, path) {
      withTokens(source);
      writeExternal(path, source.graph);
    },
    flags: { pool: 'mean', ...bicubic },
    way: { output: 'tokens', pool: 'mean tokens', ...bicubicWay },
  },
  {
    name: 'folder',
    make(_, path) {
      const preprocessor = {
        image_processor_type: 'CLIPImageProcessor',
        ...{ size: { shortest_edge: 32 }, crop_size: { height: side, width: side }, resample: 2 },
        ...{ image_mean: plain.mean, image_std: plain.std },
      };
      writeFileSync(join(path, '../preprocessor_config.json'), JSON.stringify(preprocessor));
    },
    way: { shorter: 32, resampling: 'bilinear' },
    isFolder: true,
  },
];

export interface Imported {
  readonly bundle: Bundle;
  /** What the graph itself gives for pictures, prepared independently. */
  readonly embedDirectly: (all?: readonly Buffer[]) => Promise<number[][]>;
  /** Least cosine of the bundle's embeddings with those. */
  readonly least: number;
}

/** Writes an encoder below `root`, and imports it into `root/models`. */
export async function importCase(
  root: string,
  { name, make, flags = {}, way, least = 0.9995, direct = 'model.onnx', isFolder }: Case,
): Promise<Imported> {
  const folder = join(root, name);
  const path = join(folder, 'model.onnx');
  mkdirSync(folder);
  const source = await trunk();
  await make(source, path);
  if (!existsSync(path)) writeFileSync(path, encode(source.graph));
  const told = isFolder ? {} : { mean: plain.mean.join(), std: plain.std.join() };
  const bundle = await importEncoder({
    path: isFolder ? folder : path,
    flags: importFlags.parse({ name, models: join(root, 'models'), ...told, ...flags }),
    call: 'models import',
    load: loadGraph,
    say: () => {},
  });
  const asked = { ...scaling, input: 'x', output: 'embedding', ...way };
  return {
    ...{ bundle, least },
    embedDirectly: (all = pictures) => embedDirectly(join(folder, direct), asked, all),
  };
}
