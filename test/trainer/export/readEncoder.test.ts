import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  type Bundle,
  checkGolden,
  findBundle,
  listBundles,
  type SelfsameError,
  shippedModels,
} from '@selfsame/models';
import { withMap } from '@selfsame/models/import';
import * as ort from 'onnxruntime-node';
import { readParts } from '../../../models/onnx/parts.ts';
import { encoderGraph } from '../../../trainer/export/encoderGraph.ts';
import { readEncoder } from '../../../trainer/export/readEncoder.ts';
import { createEncoder, type EncoderName } from '../../../trainer/nn/encoders.ts';
import { createRandom } from '../../../trainer/random.ts';
import { modelShapes } from '../../../trainer/step.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-read-'));
after(() => rmSync(root, { recursive: true, force: true }));

const { bundles: shipped } = await listBundles(shippedModels);
const { card } = await findBundle(shippedModels, 'cifar10-small');

/** A bundle in name, with a graph of its own. */
function bundleOf(graph: Uint8Array, encoder: string, size: number): Bundle {
  const graphPath = join(root, 'encoder.onnx');
  writeFileSync(graphPath, graph);
  const training = { ...card.training!, config: { size } };
  const input = { ...card.input, width: size, height: size };
  return { dir: root, graphPath, card: { ...card, encoder, input, training } };
}

/** An encoder of random numbers, and its graph. */
function exported(name: EncoderName, size: number) {
  const { module, dimensions } = createEncoder(name, size);
  const random = createRandom(5, 'read');
  const values = (length: number) => Float32Array.from({ length }, () => random.uniform(0.5, 1.5));
  const variables: Record<string, Float32Array> = {};
  for (const [key, shape] of Object.entries(modelShapes(module))) {
    variables[key] = values(shape.reduce((product, n) => product * n, 1));
  }
  // The graph has one number in the place of numbers that are all the same.
  variables['weight/encoder.stem.norm.beta']!.fill(0.25);
  const [mean, deviation] = [[0.5, 0.5, 0.5] as const, [0.25, 0.125, 0.5] as const];
  const whitening = { mean: values(dimensions), projection: values(dimensions ** 2) };
  const graph = encoderGraph(module, size, variables, { mean, deviation }, whitening);
  return { graph, parts: { variables, scale: { mean, deviation }, whitening } };
}

for (const [name, size] of [
  ['small', 16],
  ['resnet20', 16],
  ['resnet10', 72],
] as const) {
  test(`what an encoder's graph was made of is read back: ${name} at ${size}`, () => {
    const { graph, parts } = exported(name, size);
    const { encoder, ...found } = readEncoder(bundleOf(graph, name, size));
    assert.deepEqual(found, parts);
    assert.equal(encoder.dimensions, parts.whitening.mean.length);
  });
}

test('it is read with maps behind it, too', () => {
  const { graph, parts } = exported('small', 16);
  let mapped = graph;
  for (const inputs of [parts.whitening.mean.length, 2]) {
    const weights = new Float32Array(2 * inputs).fill(0.5);
    mapped = withMap(readParts(mapped), [{ inputs, outputs: 2, weights }]);
  }
  const behind = bundleOf(mapped, 'small', 16);
  const step = {
    how: 'whitened',
    from: 'own/1',
    graph: '',
    codeVersion: '',
    settings: {},
  } as const;
  const dataset = { digest: '', pictures: 1, skipped: 0 };
  const { encoder, ...found } = readEncoder({
    ...behind,
    card: { ...behind.card, derived: [{ ...step, dataset }] },
  });
  assert.deepEqual(found, parts);
});

for (const bundle of shipped) {
  const { name, version, input, golden } = bundle.card;
  test(`an encoder that is read and exported again is the shipped one: ${name}/${version}`, async () => {
    const { encoder, variables, scale, whitening } = readEncoder(bundle);
    const graph = encoderGraph(encoder.module, input.width, variables, scale, whitening);
    const session = await ort.InferenceSession.create(graph);
    const embeddings: Float32Array[] = [];
    await checkGolden(bundle.card, async (pixels, n) => {
      const tensor = new ort.Tensor('uint8', pixels, [n, input.height, input.width, 3]);
      const embedding = (await session.run({ pixels: tensor })).embedding!.data as Float32Array;
      embeddings.push(embedding);
      return embedding;
    });
    await session.release();
    for (const [i, { embedding }] of golden.entries()) {
      const cosine = embedding.reduce((sum, value, at) => sum + value * embeddings[i]![at]!, 0);
      assert.ok(cosine > 0.9999, `${cosine}`);
    }
  });
}

test('a graph that is another one than the trainer exports is refused with the reason', () => {
  const [resnet, small] = [exported('resnet20', 16).graph, exported('small', 16).graph];
  for (const [graph, encoder, reason] of [
    [small, 'dinov2', /its encoder, dinov2, is not one of the trainer's/],
    [resnet, 'small', /it has Add where \w+ belongs/],
    [small, 'medium', /as an encoder of other widths does/],
    [Buffer.from('no graph'), 'small', /cannot be read from .*: ./],
  ] as const) {
    const bundle = bundleOf(graph, encoder, 16);
    assert.throws(
      () => readEncoder(bundle),
      (error: SelfsameError) => {
        assert.equal(error.code, 'init_graph_foreign');
        assert.match(error.message, reason);
        assert.match(error.remedy, /--init/);
        return true;
      },
    );
  }
});
