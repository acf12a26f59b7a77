import { callOf, installedEngine, noNvidiaCard } from '@selfsame/models';
import { EngineUnavailableError } from '../../errors.ts';
import type { EngineRecord } from '../record.ts';

/** An optional peer dependency, so its types are not here. */
const packageName: string = '@tensorflow/tfjs-node-gpu';

export const tfjsGpu: EngineRecord<'tfjs-gpu'> = {
  name: 'tfjs-gpu',
  about: 'TensorFlow on an NVIDIA GPU',
  remedy: `On Linux with an NVIDIA card and a driver of the series 525 or newer, run \`${callOf('engines')} install tfjs-gpu\`, or choose --engine cpu.`,
  auto: true,
  microBatches: false,
  async create(_threads, step, variables) {
    const problem = noNvidiaCard();
    if (problem !== undefined) throw new EngineUnavailableError(tfjsGpu, problem);
    const { backendName, usesGpu } = await import('../tensorflow.ts');
    await loadBackend();
    if (!usesGpu()) throw new EngineUnavailableError(tfjsGpu, 'TensorFlow finds no CUDA GPU.');
    const { createEagerEngine } = await import('../eager.ts');
    return createEagerEngine(step, variables, backendName);
  },
};

/**
 * What `selfsame engines` installed, and else the package itself.
 * @throws {EngineUnavailableError} if neither is installed, or it does not load
 */
async function loadBackend(): Promise<void> {
  const { registerTensorflow, restoreUtil } = await import('../tensorflow.ts');
  try {
    const engine = installedEngine('tfjs-gpu');
    if (engine !== undefined) return registerTensorflow(engine);
    restoreUtil();
    await import(packageName);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${packageName}'`);
    const reason = missing ? 'it is not installed.' : `it does not load: ${message}`;
    throw new EngineUnavailableError(tfjsGpu, reason, error);
  }
}
