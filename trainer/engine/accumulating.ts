import type { InputSpec } from '@selfsame/models/onnx';
import type { Arrays } from '../arrays.ts';
import type { StepFunction, StepParts } from '../step.ts';
import { type BatchArrays, type Engine, oneByOne } from './engine.ts';
import type { Runtime } from './runtime.ts';
import { metricsOf } from './tensors.ts';

/**
 * Runs the step in parts (see `createParts`): the memory is that of a micro-batch, of one more set
 * of gradients, and of the whole batch's projections and cross-correlation matrix.
 * @throws {EngineUnavailableError}
 */
export async function createAccumulatingEngine<T>(
  step: StepFunction,
  parts: StepParts,
  initial: Arrays,
  { load, tensorsOf, valuesOf, reader, release }: Runtime<T>,
): Promise<Engine> {
  type Held = Record<string, T>;
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
    project: await load(parts.project, stays),
    loss: await load(parts.loss, stays),
    gradient: await load(parts.gradient, stays),
    update: await load(parts.update, stays),
  };
  const fetch = await reader(step.variables);
  let variables = tensorsOf(step.variables, initial);

  /** All pictures' projections, without gradients: [N, D] of each view. */
  const projections = async (given: readonly Held[]): Promise<Arrays> => {
    const all = zeros(projectionSpecs);
    for (const [i, tensors] of given.entries()) {
      const projected = await program.project.run({ ...variables, ...tensors });
      for (const view of parts.views) {
        all[view]!.set(valuesOf(projected[view]!), i * parts.microBatch * parts.width);
      }
      release(Object.values(projected));
    }
    return all;
  };
  /** Takes new values of some tensors into use, and frees the old ones. */
  const replace = (tensors: Held, results: Held) => {
    const next = Object.fromEntries(
      Object.keys(tensors).map((name) => [name, results[name] ?? tensors[name]!]),
    );
    release(Object.keys(tensors).flatMap((name) => (results[name] ? tensors[name]! : [])));
    return next;
  };

  return {
    ...oneByOne(async (arrays) => {
      const given = Array.from({ length: count }, (_, i) =>
        tensorsOf(pictures, shareOf(arrays, pictures, i, count)),
      );
      const whole = await projections(given);
      const projected = tensorsOf(projectionSpecs, whole);
      const loss = await program.loss.run({ ...variables, ...projected });
      const metrics = metricsOf(step, (name) => valuesOf(loss[name]!)[0]!);
      const slopes = Object.fromEntries(
        Object.keys(slopeSpecs).map((name) => [name, valuesOf(loss[name]!)]),
      );
      release([...Object.values(projected), ...Object.values(loss)]);

      let sums = tensorsOf(gradients, zeros(gradients));
      for (const [i, tensors] of given.entries()) {
        const shares = tensorsOf(slopeSpecs, shareOf(slopes, slopeSpecs, i, count));
        const tensorsNow = { ...variables, ...sums, ...tensors, ...shares };
        const results = await program.gradient.run(tensorsNow);
        sums = replace(sums, results);
        variables = replace(variables, results);
        release([...Object.values(tensors), ...Object.values(shares)]);
      }
      const learningRate = { learningRate: step.batchInputs.learningRate! };
      const rate = tensorsOf(learningRate, arrays);
      variables = replace(variables, await program.update.run({ ...variables, ...sums, ...rate }));
      release([...Object.values(sums), ...Object.values(rate)]);
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

/** The i-th of some equal shares of arrays. */
function shareOf(
  arrays: BatchArrays,
  specs: Readonly<Record<string, InputSpec>>,
  i: number,
  count: number,
): BatchArrays {
  return Object.fromEntries(
    Object.keys(specs).map((name) => {
      const values = arrays[name]!;
      const size = values.length / count;
      return [name, values.subarray(i * size, (i + 1) * size)];
    }),
  );
}

function zeros(specs: Readonly<Record<string, InputSpec>>): Arrays {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, new Float32Array(sizeOf(spec))]),
  );
}

const sizeOf = ({ shape }: InputSpec) => shape.reduce((product, n) => product * n, 1);
