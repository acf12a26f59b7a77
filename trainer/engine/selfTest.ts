import type { Arrays } from '../arrays.ts';
import { augmentations } from '../augment/preset.ts';
import { drawViews } from '../augment/views.ts';
import { EngineUnavailableError } from '../errors.ts';
import { barlow } from '../loss/barlow.ts';
import { createEncoder } from '../nn/encoders.ts';
import { sequence } from '../nn/module.ts';
import { projector } from '../nn/projector.ts';
import { sgd } from '../optim/sgd.ts';
import { createRandom } from '../random.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { createStep, type StepFunction } from '../step.ts';
import { type BatchArrays, stepOn } from './engine.ts';
import { cpu } from './engines/cpu.ts';
import type { EngineRecord } from './record.ts';

/** The encoder that most CPUs train, at its own size: small, but enough work for a GPU to show. */
const [encoderName, size, batch, width, seed] = ['small', 32, 16, 256, 1] as const;

/**
 * How far an engine may be from the CPU's: the loss as a share, and of each variable the distance
 * (2-norm) as a share of its length. Wide enough for TF32, which rounds to one part in 2,000, and
 * for the ReLUs that rounding turns on or off; a wrong gradient is off by more.
 */
const tolerance = { loss: 0.01, variable: 0.05 };
/** Steps that are timed, and the milliseconds after which a slow engine is let off. */
const timed = { steps: 3, enough: 2000 };

/**
 * One training step of a small network, compared with the CPU's, and a few more timed.
 * @returns milliseconds of the fastest step
 * @throws {EngineUnavailableError} if the engine does not start or computes something else
 */
export async function selfTest(kind: EngineRecord, threads: number): Promise<number> {
  const { step, variables, inputs } = createTest();
  const engine = await kind.create(threads, step, variables);
  try {
    const { loss } = await stepOn(engine, inputs);
    if (kind.name !== cpu.name) {
      const found = { loss, variables: await engine.read() };
      assertAgrees(kind, found, await onCpu(threads, step, variables, inputs));
    }
    const times: number[] = [];
    while (times.length < timed.steps && Math.max(...times) < timed.enough) {
      const began = performance.now();
      await stepOn(engine, inputs);
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  } finally {
    await engine.close();
  }
}

function createTest() {
  const encoder = createEncoder(encoderName, size);
  const network = sequence(encoder.module, projector(encoder.dimensions, width, 2));
  // After one step from rest, the momentum is the gradient: comparing it compares all of them.
  const optimizer = sgd({ momentum: 0.9, weightDecay: 0 });
  const views = augmentations.cifar;
  const random = createRandom(seed, 'self-test');
  const pixels = Uint8Array.from({ length: batch * size * size * 3 }, () => random.integer(0, 255));
  const draws = drawViews(batch, size, size, views, seed, 0);
  return {
    step: createStep({
      ...{ network, optimizer, batch, size, source: size, loss: barlow({ lambda: 0.02 }) },
      ...{ mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] },
      augmentations: views,
    }),
    variables: initialVariables(network, optimizer, seed),
    inputs: { pixels, ...draws, learningRate: Float32Array.of(0.01) },
  };
}

interface TestOutcome {
  readonly loss: number;
  readonly variables: Arrays;
}

async function onCpu(
  threads: number,
  step: StepFunction,
  initial: Arrays,
  inputs: BatchArrays,
): Promise<TestOutcome> {
  const engine = await cpu.create(threads, step, initial);
  try {
    const { loss } = await stepOn(engine, inputs);
    return { loss, variables: await engine.read() };
  } finally {
    await engine.close();
  }
}

/** @throws {EngineUnavailableError} that names the first thing that is further off than the tolerance */
export function assertAgrees(kind: EngineRecord, found: TestOutcome, expected: TestOutcome): void {
  const fail = (what: string, off: number) => {
    const share = `${(100 * off).toPrecision(2)} %`;
    throw new EngineUnavailableError(kind, `in its self-test, ${what} is ${share} off the CPU's.`);
  };
  const off = Math.abs(found.loss / expected.loss - 1);
  if (!(off <= tolerance.loss)) fail('the loss', off);
  for (const [variable, values] of Object.entries(expected.variables)) {
    const off = distance(found.variables[variable]!, values);
    if (!(off <= tolerance.variable)) fail(variable, off);
  }
}

/** |a - b| / |b|, in the 2-norm. */
function distance(a: Float32Array, b: Float32Array): number {
  let [apart, length] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    apart += (a[i]! - b[i]!) ** 2;
    length += b[i]! ** 2;
  }
  return Math.sqrt(apart / (length || 1));
}
