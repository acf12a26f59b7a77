import type { InputSpec } from '@selfsame/models/onnx';
import type { Arrays } from '../arrays.ts';
import type { StepFunction, StepParts } from '../step.ts';
import { type DeviceOptions, release } from './device.ts';
import { type BatchArrays, type Engine, oneByOne } from './engine.ts';
import { createFetch } from './fetch.ts';
import type { Tensor } from './onnxruntime.ts';
import { createProgram } from './program.ts';
import { metricsOf, numberOf, tensorsOf } from './tensors.ts';

type OrtTensors = Record<string, Tensor>;

/**
 * Runs the step in parts (see `createParts`): the memory is that of a micro-batch, of one more set
 * of gradients, and of the whole batch's projections and cross-correlation matrix.
 * @throws {EngineUnavailableError}
 */
export async function createAccumulatingEngine(
  step: StepFunction,
  parts: StepParts,
  initial: Arrays,
  options: DeviceOptions,
): Promise<Engine> {
  const batch = step.batchInputs.pixels!.shape[0]!;
  const count = batch / parts.microBatch;
  const pictures = Object.fromEntries(
    Object.entries(parts.project.inputs).filter(([name]) => name in step.batchInputs),
  );
  const gradients = Object.fromEntries(
    Object.entries(parts.update.inputs).filter(([name]) => name.startsWith('gradient/')),
  );
  const projectionSpecs = Object.fromEntries(
    parts.views.map((view) => [view, parts.loss.inputs[view]!]),
  );
  const slopeSpecs = Object.fromEntries(
    parts.views.map((view) => [`d${view}`, parts.gradient.inputs[`d${view}`]!]),
  );
  const stays = (name: string) => name in step.variables || name in gradients;
  const program = {
    project: await createProgram(parts.project, options, stays),
    loss: await createProgram(parts.loss, options, stays),
    gradient: await createProgram(parts.gradient, options, stays),
    update: await createProgram(parts.update, options, stays),
  };
  const fetch = await createFetch(step.variables, options);
  let variables = tensorsOf(step.variables, initial);

  /** All pictures' projections, without gradients: [N, D] of each view. */
  const projections = async (given: readonly OrtTensors[]): Promise<Arrays> => {
    const all = zeros(projectionSpecs);
    for (const [i, tensors] of given.entries()) {
      const projected = await program.project.run({ ...variables, ...tensors });
      for (const view of parts.views) {
        const values = projected[view]!.data as Float32Array;
        all[view]!.set(values, i * parts.microBatch * parts.width);
      }
    }
    return all;
  };
  /** Takes new values of some tensors into use, and frees the old ones. */
  const replace = (tensors: OrtTensors, results: OrtTensors) => {
    const next = Object.fromEntries(
      Object.keys(tensors).map((name) => [name, results[name] ?? tensors[name]!]),
    );
    release(Object.keys(tensors).flatMap((name) => (results[name] ? tensors[name]! : [])));
    return next;
  };

  return {
    ...oneByOne(async (arrays) => {
      const given = Array.from({ length: count }, (_, i) =>
        tensorsOf(pictures, shareOf(arrays, pictures, i)),
      );
      const whole = await projections(given);
      const projected = tensorsOf(projectionSpecs, whole);
      const loss = await program.loss.run({ ...variables, ...projected });
      const metrics = metricsOf(step, (name) => numberOf(loss[name]!));
      const slopes = Object.fromEntries(
        Object.keys(slopeSpecs).map((name) => [name, loss[name]!.data as Float32Array]),
      );

      let sums = tensorsOf(gradients, zeros(gradients));
      for (const [i, tensors] of given.entries()) {
        const shares = tensorsOf(slopeSpecs, shareOf(slopes, slopeSpecs, i));
        const tensorsNow = { ...variables, ...sums, ...tensors, ...shares };
        const results = await program.gradient.run(tensorsNow);
        sums = replace(sums, results);
        variables = replace(variables, results);
      }
      const learningRate = { learningRate: step.batchInputs.learningRate! };
      const rate = tensorsOf(learningRate, arrays);
      variables = replace(variables, await program.update.run({ ...variables, ...sums, ...rate }));
      release(Object.values(sums));
      return metrics;
    }),
    read: () => fetch.read(variables),
    async close() {
      release(Object.values(variables));
      await fetch.close();
      for (const { close } of Object.values(program)) await close();
    },
  };
}

/** The i-th of equal shares of arrays, the size of which their specs tell. */
function shareOf(
  arrays: BatchArrays,
  specs: Readonly<Record<string, InputSpec>>,
  i: number,
): BatchArrays {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const size = sizeOf(spec);
      return [name, arrays[name]!.subarray(i * size, (i + 1) * size)];
    }),
  );
}

function zeros(specs: Readonly<Record<string, InputSpec>>): Arrays {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, new Float32Array(sizeOf(spec))]),
  );
}

const sizeOf = ({ shape }: InputSpec) => shape.reduce((product, n) => product * n, 1);
