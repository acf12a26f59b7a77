import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SelfsameError } from '@selfsame/models';
import { importEncoder, importFlags } from '@selfsame/models/import';
import { openAlone } from '../../../server/client/alone.ts';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { cosine, embedDirectly, pictures } from './direct.ts';
import { encode, side, trunk, types, value } from './graphs.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-folder-'));
after(() => rmSync(root, { recursive: true }));
const { graph, mean, std } = await trunk();
// Of any size, as exporters of transformers write it: the folder tells it.
graph.input = [value('pixel_values', types.float, 'batch', 3, 'height', 'width')];
for (const node of graph.node)
  node.input = node.input.map((name) => (name === 'x' ? 'pixel_values' : name));
const bytes = encode(graph);

const clip = {
  image_processor_type: 'CLIPImageProcessor',
  do_resize: true,
  size: { shortest_edge: 32 },
  do_center_crop: true,
  crop_size: { height: side, width: side },
  resample: 3,
  do_rescale: true,
  rescale_factor: 0.00392156862745098,
  do_normalize: true,
  image_mean: mean,
  image_std: std,
};

let count = 0;
function folderOf(files: Record<string, unknown>, graphPath = 'onnx/model.onnx'): string {
  const folder = join(root, `folder${count++}`);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  if (graphPath !== '') writeFileSync(join(folder, graphPath), bytes);
  for (const [name, json] of Object.entries(files))
    writeFileSync(join(folder, name), typeof json === 'string' ? json : JSON.stringify(json));
  return folder;
}

async function importFolder(path: string, flags: Record<string, unknown> = {}) {
  const lines: string[] = [];
  const models = join(root, 'models');
  const bundle = await importEncoder({
    path,
    flags: importFlags.parse({ name: `f${count}`, models, ...flags }),
    call: 'models import',
    load: loadGraph,
    say: (line) => lines.push(line),
  });
  return { bundle, said: lines.join('\n') };
}

test('a folder of transformers says how pictures are prepared', async () => {
  const folder = folderOf({ 'preprocessor_config.json': clip, 'config.json': { model_type: 'x' } });
  const { bundle, said } = await importFolder(folder);
  for (const line of [/resampling +bicubic \(preprocessor_config/, /cut out of +32 x 32 \(prep/])
    assert.match(said, line);
  const way = { input: 'pixel_values', output: 'embedding', mean, std, shorter: 32 };
  const expected = await embedDirectly(join(folder, 'onnx/model.onnx'), {
    ...way,
    resampling: 'bicubic',
  });
  const alone = await openAlone(bundle);
  for (const [i, picture] of pictures.entries())
    assert.ok(cosine(await alone.embed(picture), expected[i]!) >= 0.9995);
  await alone.close();
  const names = bundle.card.imported!.files.map(({ name }) => name);
  assert.deepEqual(names, ['model.onnx', 'preprocessor_config.json']);
});

test('the graph of pictures alone is taken of several, and a graph by itself has its folder', async () => {
  const folder = folderOf({ 'preprocessor_config.json': clip });
  const other = join(folder, 'onnx/vision_model.onnx');
  writeFileSync(other, encode(graph, 19));
  for (const path of [folder, other]) {
    const { bundle, said } = await importFolder(path, { name: path === other ? 'own' : 'chosen' });
    assert.equal(bundle.card.imported!.files[0]!.name, 'vision_model.onnx');
    assert.match(said, /mean .*\(preprocessor_config.json\)/);
  }
});

test('every way to say what of a picture is seen becomes its rule', async () => {
  const square = { height: side, width: side };
  for (const [settings, rule] of [
    [{ size: square, do_center_crop: false }, { fit: 'fill' }],
    [{ size: square, do_center_crop: undefined, crop_size: undefined }, { fit: 'fill' }],
    [{ size: { height: 32, width: 32 } }, { fit: 'fill', resize: 32 }],
    [
      { size: 32, crop_size: side },
      { fit: 'cover', resize: 32 },
    ],
    [
      { ...{ image_processor_type: 'ViTImageProcessor', size: side }, crop_size: undefined },
      { fit: 'fill' },
    ],
    [
      {
        image_processor_type: 'ConvNextImageProcessor',
        size: { shortest_edge: 24 },
        crop_pct: 0.75,
      },
      { fit: 'cover', resize: 32 },
    ],
    [{ resample: 2 }, { fit: 'cover', resize: 32, resampling: 'bilinear' }],
  ] as const) {
    const json = { ...clip, ...settings };
    const { bundle } = await importFolder(folderOf({ 'preprocessor_config.json': json }));
    const { width, height, background, pixels, ...found } = bundle.card.input;
    assert.deepEqual({ width, height }, { width: side, height: side });
    assert.deepEqual(found, { resampling: 'bicubic', ...rule });
  }
});

test('a folder of timm says it in config.json, and flags win over it', async () => {
  const pretrained_cfg = { input_size: [3, side, side], mean, std, interpolation: 'bilinear' };
  const config = { pretrained_cfg: { ...pretrained_cfg, crop_pct: 0.75 } };
  const { bundle } = await importFolder(folderOf({ 'config.json': config }, 'model.onnx'), {
    resampling: 'area',
  });
  assert.equal(bundle.card.input.resize, 32);
  assert.equal(bundle.card.input.resampling, 'area');
  assert.deepEqual(bundle.card.imported!.settings.mean, mean);
});

test('what cannot be done here is told of', async () => {
  const named = (json: unknown) => folderOf({ 'preprocessor_config.json': json });
  for (const [path, code, message] of [
    [named({ ...clip, resample: 0 }), 'settings_unusable', /resample: 0/],
    [named({ ...clip, do_pad: true }), 'settings_unusable', /do_pad/],
    [named({ ...clip, size: { longest_edge: 32 } }), 'settings_unusable', /size/],
    [named({ ...clip, do_center_crop: false }), 'settings_unusable', /do_center_crop/],
    [named('{'), 'settings_unusable', /JSON/],
    [folderOf({ 'config.json': {} }, ''), 'graph_not_found', /vision_model\.onnx/],
  ] as const)
    await assert.rejects(importFolder(path), (error) => {
      assert.ok(error instanceof SelfsameError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
});
