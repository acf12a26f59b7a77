import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { importCommand } from '../../../server/client/models/importCommand.ts';
import {
  constant,
  encode,
  type GraphMessage,
  int,
  ints,
  types,
  value,
} from '../../models/import/graphs.ts';

// A pair of towers that share a space: the mean colour of a picture, and the colours that words name.
export const colours: Readonly<Record<string, readonly number[]>> = {
  ...{ red: [1, -1, -1], green: [-1, 1, -1], blue: [-1, -1, 1] },
};
const words = ['<s>', '</s>', '<unk>', 'a', 'photo', 'of', 'boat', ...Object.keys(colours)];
const vocab = Object.fromEntries(words.map((word, id) => [word, id]));
const table = Float32Array.from(words.flatMap((word) => colours[word] ?? [0, 0, 0]));

const pictureGraph: GraphMessage = {
  node: [
    {
      opType: 'ReduceMean',
      input: ['pixel_values'],
      output: ['image_embeds'],
      attribute: [ints('axes', [2, 3]), int('keepdims', 0)],
    },
  ],
  initializer: [],
  input: [value('pixel_values', types.float, 'N', 3, 8, 8)],
  output: [value('image_embeds', types.float, 'N', 3)],
};
export const textGraph: GraphMessage = {
  node: [
    { opType: 'Gather', input: ['table', 'input_ids'], output: ['found'] },
    {
      opType: 'Cast',
      input: ['attention_mask'],
      output: ['counts'],
      attribute: [int('to', types.float)],
    },
    { opType: 'Unsqueeze', input: ['counts', 'two'], output: ['weights'] },
    { opType: 'Mul', input: ['found', 'weights'], output: ['counted'] },
    {
      opType: 'ReduceSum',
      input: ['counted', 'one'],
      output: ['text_embeds'],
      attribute: [int('keepdims', 0)],
    },
  ],
  initializer: [
    constant('table', [words.length, 3], table),
    constant('one', [1], BigInt64Array.of(1n)),
    constant('two', [1], BigInt64Array.of(2n)),
  ],
  input: [
    value('input_ids', types.int64, 'N', 'T'),
    value('attention_mask', types.int64, 'N', 'T'),
  ],
  output: [value('text_embeds', types.float, 'N', 3)],
};
const special = (word: string) => ({ SpecialToken: { id: word, type_id: 0 } });
const tokenizer = {
  added_tokens: ['<s>', '</s>', '<unk>'].map((content) => ({
    id: vocab[content],
    content,
    special: true,
  })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [special('<s>'), { Sequence: { id: 'A', type_id: 0 } }, special('</s>')],
    special_tokens: Object.fromEntries(
      ['<s>', '</s>'].map((id) => [id, { id, ids: [vocab[id]], tokens: [id] }]),
    ),
  },
  decoder: null,
  model: { type: 'WordPiece', vocab, unk_token: '<unk>', continuing_subword_prefix: '##' },
};
const half = [0.5, 0.5, 0.5];

/** Writes the pair as a folder of its own, as it would come from a hub. */
export function writeTextPair(folder: string): void {
  const write = (name: string, content: unknown) =>
    writeFileSync(
      join(folder, name),
      content instanceof Uint8Array ? content : JSON.stringify(content),
    );
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  write('onnx/vision_model.onnx', encode(pictureGraph, 13));
  write('onnx/text_model.onnx', encode(textGraph, 13));
  write('tokenizer.json', tokenizer);
  write('tokenizer_config.json', { model_max_length: 6, pad_token: '</s>' });
  write('preprocessor_config.json', {
    image_mean: half,
    image_std: half,
    size: { height: 8, width: 8 },
  });
}

/** Makes a bundle of such a folder. */
export const importTextPair = (folder: string, name: string, models: string) => {
  const trainer = { whiten: assert.fail, checkpointEncoder: assert.fail };
  return importCommand([folder, '--name', name, '--models', models, '--with-text'], trainer);
};

/** A picture of one colour: PNG. */
export const pictureOfColour = (background: string) =>
  sharp({ create: { width: 20, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
