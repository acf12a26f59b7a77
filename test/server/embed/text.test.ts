import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findBundle, type SelfsameError } from '@selfsame/models';
import { colours, textGraph, tokenizer, writeColours } from '../../models/import/colours.ts';
import { encode, types, value } from '../../models/import/graphs.ts';
import { childPids } from '../../processes.ts';
import { selfsame } from '../client/selfsame.ts';
import { startServer } from '../helpers.ts';
import { importTextPair, pictureOfColour } from './textPair.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-text-test-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');
const folder = join(root, 'colours');

writeColours(folder);

const importIt = (from: string, name: string) => importTextPair(from, name, models);
const search = (text: string) => served.http.post('/v1/collections/default/search').send({ text });

await importIt(folder, 'colours');
const served = await startServer({ bundle: await findBundle(models, 'colours') });
before(async () => {
  for (const background of Object.keys(colours)) {
    const png = await pictureOfColour(background);
    const item = `/v1/collections/default/items/${background}`;
    await served.http.put(item).type('image/png').send(png).expect(201);
  }
});

test('pictures are found by words, from the API and by the command', async () => {
  const before = childPids('text/worker.ts');
  assert.ok(before === null || before.length === 0, 'it is loaded before anybody asks');
  for (const colour of ['red', 'green', 'blue']) {
    const { body } = await search(`A photo of a ${colour.toUpperCase()} boat`.slice(8)).expect(200);
    assert.equal(body.results[0].id, colour);
    assert.ok(body.results[0].score > body.results[1].score + 0.1);
  }
  const { body } = await served.http.get('/v1/models/colours').expect(200);
  assert.equal(body.text, true);
  const { out, code, err } = await selfsame(
    'search',
    '--text',
    'a green boat',
    '--url',
    served.url,
  );
  assert.equal(code, 0, err);
  assert.match(out, /^\d\.\d+ {2}green\n/);
});

test('a text tower that ends is started again, and words that it does not know are told of', async () => {
  const [pid] = childPids('text/worker.ts') ?? [];
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  const again = await search('blue');
  // What was asked for while it ended may have been lost with it.
  const { body } = again.status === 200 ? again : await search('blue').expect(200);
  assert.equal(body.results[0].id, 'blue');
  const unknown = await search('xyz').expect(422);
  assert.equal(unknown.body.error.code, 'text_not_embeddable');
});

test('a folder without a whole text tower, or that contradicts itself, is refused, and nothing is changed', async () => {
  const copy = (name: string, change: (folder: string) => void) => {
    cpSync(folder, join(root, name), { recursive: true });
    change(join(root, name));
    return join(root, name);
  };
  const json = (name: string, content: unknown) => (at: string) =>
    writeFileSync(join(at, name), JSON.stringify(content));
  const pictures = 'preprocessor_config.json';
  const scaling = { image_mean: [0, 0, 0], image_std: [1, 1, 1] };
  const other = { ...textGraph, output: [value('counted', types.float, 'N', 'T', 3)] };
  for (const [name, change, code, says] of [
    [
      'none',
      (at: string) => rmSync(join(at, 'onnx/text_model.onnx')),
      'text_not_found',
      /text_model\.onnx/,
    ],
    [
      'mute',
      (at: string) => rmSync(join(at, 'tokenizer.json')),
      'text_not_found',
      /tokenizer\.json/,
    ],
    [
      'long',
      (at: string) => rmSync(join(at, 'tokenizer_config.json')),
      'text_unusable',
      /model_max_length/,
    ],
    [
      'map',
      (at: string) => writeFileSync(join(at, 'onnx/text_model.onnx'), encode(other, 13)),
      'text_unusable',
      /not \[1, D\]/,
    ],
    ['null', json('tokenizer.json', null), 'tokenizer_unusable', /it is no tokenizer\.json/],
    [
      'words',
      json('tokenizer.json', { ...tokenizer, model: { ...tokenizer.model, vocab: { a: 'x' } } }),
      'tokenizer_unusable',
      /the number x/,
    ],
    [
      'few',
      (at: string) => {
        writeColours(at, true);
        writeFileSync(join(at, 'onnx/model.onnx_data'), 'few');
      },
      'graph_data_missing',
      /model\.onnx_data ends before table/,
    ],
    [
      'size',
      json(pictures, { ...scaling, size: 224 }),
      'config_invalid',
      /--size: the graph takes a width of 8, and not of 224 as preprocessor_config\.json says/,
    ],
    [
      'cut',
      json(pictures, { ...scaling, size: { shortest_edge: 4 }, crop_size: 8 }),
      'config_invalid',
      /--resize-shorter: out of 4 \(preprocessor_config\.json\) no 8 x 8/,
    ],
  ] as const)
    await assert.rejects(importIt(copy(name, change), name), (error: SelfsameError) => {
      assert.equal(error.code, code);
      assert.match(error.message, says);
      return true;
    });
  assert.deepEqual(readdirSync(models), ['colours']);
});
