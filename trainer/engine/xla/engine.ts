import type { Arrays } from '../../arrays.ts';
import type { StepFunction } from '../../step.ts';
import type { Engine } from '../engine.ts';
import { metricsOf } from '../tensors.ts';
import { packStep } from './packed.ts';
import { loadProgram, type XlaOptions, xlaRuntime } from './runtime.ts';

/** Steps that are queued before their metrics are read, which waits for the last one. */
const atOnce = 8;

/**
 * Compiles the step and runs it on the first devices. The variables stay there, each step's results
 * in the place of the last one's; batches are sent while steps before them run.
 */
export async function createXlaEngine(
  step: StepFunction,
  initial: Arrays,
  options: XlaOptions,
): Promise<Engine> {
  const packed = packStep(step);
  const { tensorsOf, valuesOf, reader, release } = xlaRuntime(options);
  const program = loadProgram(packed, options, (name) => name in step.variables);
  const { read } = await reader(step.variables);
  let variables = tensorsOf(step.variables, initial);

  return {
    atOnce,
    async steps(batches) {
      const measured = [];
      for (const batch of batches) {
        const given = tensorsOf(packed.batchInputs, packed.pack(batch));
        const { [packed.metrics]: metrics, ...next } = await program.run({
          ...variables,
          ...given,
        });
        release(Object.values(given));
        variables = next;
        measured.push(metrics!);
      }
      const values = measured.map(valuesOf);
      release(measured);
      return values.map((numbers) =>
        metricsOf(step, (name) => numbers[step.metrics.indexOf(name)]!),
      );
    },
    read: () => read(variables),
    async close() {
      release(Object.values(variables));
      await program.close();
    },
  };
}
