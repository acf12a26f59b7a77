import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../../trainer/engine/create.ts';
import { stepOn } from '../../../../trainer/engine/engine.ts';
import { traceProgram } from '../../../../trainer/engine/xla/trace/trace.ts';
import { createStep, type StepFunction } from '../../../../trainer/step.ts';
import { even, setUp } from '../../step/methods.ts';
import { skip } from './onCpu.ts';

const { options, step, variables, inputs } = setUp(even.barlow!, 4);
const mixed = createStep({ ...options, mixedPrecision: 'bfloat16' });

test("only a network's convolutions and matrix products are in bfloat16, and the loss is not scaled", () => {
  assert.deepEqual(Object.keys(mixed.variables), Object.keys(step.variables));
  const { text } = traceProgram(
    (given) => mixed.run(given),
    { ...mixed.variables, ...mixed.batchInputs },
    { products: 'bf16' },
  );
  const operations = text.split('\n').filter((line) => line.includes('bf16'));
  const counted = Map.groupBy(operations, (line) => /"stablehlo\.(\w+)"/.exec(line)![1]!);
  // What only moves is in whatever type it is made in.
  assert.deepEqual([...counted.keys()].sort(), ['convert', 'convolution', 'dot_general']);
  // Forward, and two gradients but for the pictures'; of two views.
  assert.equal(counted.get('convolution')!.length, text.match(/"stablehlo.convolution"/g)!.length);
  assert.equal(counted.get('dot_general')!.length, 2 * 2 * 3);
});

test('a step in bfloat16 is near the one in float32, and not the same', { skip }, async () => {
  const lossOf = async (name: 'xla' | 'cpu', given: StepFunction) => {
    const engine = await createEngine(name, 1, given, variables);
    const { loss } = await stepOn(engine, inputs);
    await engine.close();
    return loss;
  };
  const [found, expected] = [await lossOf('xla', mixed), await lossOf('cpu', step)];
  const off = Math.abs(found / expected - 1);
  assert.ok(off > 1e-5 && off < 0.05, `${found}, not ${expected}`);
});
