import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../../trainer/engine/create.ts';
import { stepOn } from '../../../../trainer/engine/engine.ts';
import { traceProgram } from '../../../../trainer/engine/xla/trace/trace.ts';
import { createStep } from '../../../../trainer/step.ts';
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
  const losses: number[] = [];
  for (const each of [mixed, step]) {
    const engine = await createEngine('xla', 1, each, variables);
    losses.push((await stepOn(engine, inputs)).loss);
    await engine.close();
  }
  const off = Math.abs(losses[0]! / losses[1]! - 1);
  assert.ok(off > 0 && off < 0.05, `${losses}`);
});
