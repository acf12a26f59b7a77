import { encodeModel, outside, scanGraph } from '@selfsame/models/onnx';
import type { Arrays } from '../arrays.ts';
import type { StepFunction } from '../step.ts';
import { createSession, type DeviceOptions } from './device.ts';
import type { BatchArrays, Engine } from './engine.ts';
import { Tensor } from './onnxruntime.ts';
import { metricsOf, tensorsOf } from './tensors.ts';
import { tracePart } from './traced.ts';

/** Of a run of the graph, so that Ctrl-C and the progress bar do not wait for longer. */
const atOnce = 8;

/**
 * For providers whose results come back to the host: the traced step inside a loop that is part of
 * the graph. Variables enter and leave onnxruntime once for several steps; for a large network that
 * is 5 % of a step on the CPU, and two transfers of all weights on a GPU.
 * @throws {EngineUnavailableError}
 */
export async function createScannedEngine(
  step: StepFunction,
  initial: Arrays,
  options: DeviceOptions,
): Promise<Engine> {
  const whole = { inputs: { ...step.batchInputs, ...step.variables }, run: step.run };
  const body = await tracePart(whole, options);
  const scalar = { dtype: 'float32', shape: [] } as const;
  const states = Object.entries(step.variables).map(([input, spec]) => ({
    ...{ input, output: body.nameOf(input), spec },
  }));
  const graph = scanGraph(body.graph, {
    states,
    sequences: step.batchInputs,
    collected: Object.fromEntries(step.metrics.map((name) => [name, scalar])),
  });
  const session = await createSession(encodeModel(graph), options, [], new Set());
  let variables = tensorsOf(step.variables, initial);

  return {
    atOnce,
    async steps(batches) {
      const given = { ...variables, ...stacked(step.batchInputs, batches) };
      const results = await session.run(
        Object.fromEntries(Object.entries(given).map(([name, tensor]) => [outside(name), tensor])),
      );
      variables = Object.fromEntries(
        states.map(({ input, output }) => [input, results[outside(output)] as Tensor]),
      );
      return batches.map((_, i) =>
        metricsOf(step, (name) => (results[outside(name)]!.data as Float32Array)[i]!),
      );
    },
    async read() {
      return Object.fromEntries(
        Object.entries(variables).map(([name, { data }]) => [name, (data as Float32Array).slice()]),
      );
    },
    close: () => session.release(),
  };
}

/** The batches' arrays one after the other, as tensors with a first dimension more. */
function stacked(
  specs: StepFunction['batchInputs'],
  batches: readonly BatchArrays[],
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { dtype, shape }]) => {
      const size = shape.reduce((product, n) => product * n, 1);
      const values =
        dtype === 'uint8'
          ? new Uint8Array(batches.length * size)
          : new Float32Array(batches.length * size);
      for (const [i, batch] of batches.entries()) values.set(batch[name]!, i * size);
      const dims = [batches.length, ...shape];
      return [name, new Tensor(dtype as 'float32', values as Float32Array, dims)];
    }),
  );
}
