import { callOf, installedEngine } from '@selfsame/models';
import { EngineUnavailableError } from '../../errors.ts';
import type { EngineRecord } from '../record.ts';

/** What `tfjs-gpu` is on a machine without a card: to test it, and slower than `cpu`. */
export const tfjsCpu: EngineRecord<'tfjs-cpu'> = {
  name: 'tfjs-cpu',
  about: 'TensorFlow on the processor, for comparison',
  remedy: `On Linux x64, run \`${callOf('engines')} install tfjs-cpu\`, or choose --engine cpu.`,
  auto: false,
  microBatches: false,
  async create(_threads, step, variables) {
    const engine = installedEngine('tfjs-cpu');
    if (engine === undefined) throw new EngineUnavailableError(tfjsCpu, 'it is not installed.');
    const { backendName, registerTensorflow } = await import('../tensorflow.ts');
    try {
      registerTensorflow(engine);
    } catch (error) {
      throw new EngineUnavailableError(
        tfjsCpu,
        `it does not load: ${(error as Error).message}`,
        error,
      );
    }
    const { createEagerEngine } = await import('../eager.ts');
    return createEagerEngine(step, variables, backendName);
  },
};
