import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import {
  createStage,
  type EmbeddingMap,
  gatherData,
  mapGraph,
  readModel,
  withMap,
} from '@selfsame/models/import';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { dimensions, encode, side, trunk } from './graphs.ts';
import { writeExternal } from './variants.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-map-'));
after(() => rmSync(root, { recursive: true }));

const numbers = (count: number, scale: number) =>
  Float32Array.from({ length: count }, (_, i) => scale * Math.sin(1 + i * 1.7));
const [hidden, width] = [20, 7];
const map: EmbeddingMap = [
  {
    ...{ inputs: dimensions, outputs: hidden, rectified: true },
    ...{ mean: numbers(dimensions, 0.02), weights: numbers(dimensions * hidden, 1) },
    bias: numbers(hidden, 0.1),
  },
  { inputs: hidden, outputs: width, weights: numbers(hidden * width, 1) },
];

/** What a map is said to do, by loops. */
function mapped(row: Float32Array, layers: EmbeddingMap): number[] {
  let x = [...row];
  for (const { inputs, outputs, mean, weights, bias, rectified } of layers)
    x = Array.from({ length: outputs }, (_, k) => {
      let sum = bias?.[k] ?? 0;
      for (let i = 0; i < inputs; i++)
        sum += (x[i]! - (mean?.[i] ?? 0)) * weights[i * outputs + k]!;
      return rectified ? Math.max(0, sum) : sum;
    });
  const length = Math.hypot(...x);
  return x.map((one) => one / length);
}

const near = (found: ArrayLike<number>, wanted: readonly number[]) => {
  assert.equal(found.length, wanted.length);
  for (const [i, one] of wanted.entries()) assert.ok(Math.abs(found[i]! - one) < 1e-5, `${i}`);
};

const x = new Tensor('float32', numbers(2 * 3 * side * side, 1), [2, 3, side, side]);
const embed = async (graph: Uint8Array | string): Promise<Float32Array> => {
  const session = await (typeof graph === 'string'
    ? InferenceSession.create(graph)
    : InferenceSession.create(graph));
  const { embedding } = await session.run({ x });
  await session.release();
  return embedding!.data as Float32Array;
};

test('a map behind a graph does what it says, and another one behind that', async () => {
  const source = await trunk();
  const rows = await embed(encode(source.graph));
  const path = join(root, 'model.onnx');
  writeExternal(path, source.graph);
  const { model, data } = gatherData(path, readModel(path));
  const stage = createStage(root, data);
  const wanted = [0, 1].map((i) =>
    mapped(rows.subarray(i * dimensions, (i + 1) * dimensions), map),
  );
  const once = stage.place(withMap(model, map)) as string;
  near(await embed(once), wanted.flat());

  const back: EmbeddingMap = [{ inputs: width, outputs: 2, weights: numbers(width * 2, 1) }];
  const twice = withMap(readModel(once), back);
  const behind = wanted.flatMap((row) => mapped(Float32Array.from(row), back));
  near(await embed(stage.place(twice)), behind);
  assert.equal(dirname(once), stage.folder);
  stage.close();

  const session = await InferenceSession.create(mapGraph(map, true));
  const { embedding } = await session.run({ rows: new Tensor('float32', rows, [2, dimensions]) });
  near(embedding!.data as Float32Array, wanted.flat());
});
