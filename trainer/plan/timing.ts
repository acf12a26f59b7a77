import type { Config } from '../config/schema.ts';
import { createEngine } from '../engine/create.ts';
import type { BatchArrays, Engine } from '../engine/engine.ts';
import type { EngineName } from '../engine/engines.ts';
import { planRun } from '../run/plan.ts';
import { initialVariables } from '../step/initialVariables.ts';
import type { StepFunction } from '../step.ts';

/** Calls of an engine that are timed at least. */
const fewest = 3;

/**
 * How long a training step takes on this machine, in milliseconds: the fastest of some, on noise, so
 * that what else the machine does at the moment counts as little as can be.
 * @param enough milliseconds to time them for, after the first, which is never the fastest
 * @throws {EngineUnavailableError}
 */
export async function timeStep(
  config: Config,
  engineName: EngineName,
  enough: number,
): Promise<number> {
  const { threads, seed, devices, batch } = config;
  const neutral = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
  const { network, optimizer, step } = planRun({ ...config, steps: 1 }, batch, neutral);
  const variables = initialVariables(network, optimizer, seed, step.mixedPrecision);
  const engine = await createEngine(engineName, threads, step, variables, devices);
  try {
    return await fastest(engine, noise(step), enough);
  } finally {
    await engine.close();
  }
}

async function fastest(engine: Engine, batch: BatchArrays, enough: number): Promise<number> {
  const timed = async (count: number) => {
    const began = performance.now();
    await engine.steps(Array.from({ length: count }, () => batch));
    return (performance.now() - began) / count;
  };
  let best = await timed(1);
  const atOnce = Math.max(1, Math.min(engine.atOnce, Math.floor(enough / fewest / best)));
  const began = performance.now();
  const passed = () => performance.now() - began;
  // Steps that are slow are told well enough by two.
  for (let calls = 0; passed() < enough || (calls < fewest && passed() < 2 * enough); calls++)
    best = Math.min(best, await timed(atOnce));
  return best;
}

/** Inputs of a step: what they are changes its time by next to nothing. */
function noise({ batchInputs }: StepFunction): BatchArrays {
  const entries = Object.entries(batchInputs).map(([name, { dtype, shape }]) => {
    const length = shape.reduce((product, n) => product * n, 1);
    const values =
      dtype === 'uint8'
        ? Uint8Array.from({ length }, (_, i) => (i * 7919) % 251)
        : Float32Array.from({ length }, (_, i) => ((i * 7919) % 251) / 2510);
    return [name, values] as const;
  });
  return Object.fromEntries(entries);
}
