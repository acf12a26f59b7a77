import util from 'node:util';
import { EngineUnavailableError } from '../../errors.ts';
import type { EngineRecord } from '../record.ts';

/** An optional peer dependency, so its types are not here. */
const packageName: string = '@tensorflow/tfjs-node-gpu';
const backendName = 'tensorflow';

export const tfjsGpu: EngineRecord<'tfjs-gpu'> = {
  name: 'tfjs-gpu',
  about: 'TensorFlow on an NVIDIA GPU',
  remedy: `On a machine with CUDA, run \`npm install --no-save ${packageName}@4.22.0\`, or choose --engine cpu.`,
  auto: true,
  microBatches: false,
  async create(_threads, step, variables) {
    await loadBackend();
    const { createEagerEngine } = await import('../eager.ts');
    return createEagerEngine(step, variables, backendName);
  },
};

/** @throws {EngineUnavailableError} if it is not installed, does not load or finds no GPU */
async function loadBackend(): Promise<void> {
  restoreUtil();
  try {
    await import(packageName);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${packageName}'`);
    const reason = missing ? `${packageName} is not installed` : `it does not load: ${message}`;
    throw new EngineUnavailableError(tfjsGpu, reason, error);
  }
  // Without a GPU, TensorFlow computes on the CPU and says so in its log alone.
  const { findBackend } = await import('@tensorflow/tfjs-core');
  const backend = findBackend(backendName) as { isUsingGpuDevice?: boolean } | null;
  if (!backend?.isUsingGpuDevice) {
    throw new EngineUnavailableError(tfjsGpu, 'TensorFlow finds no CUDA GPU.');
  }
}

/** tfjs-node 4.22 calls a function that Node 23 took out of `node:util`. */
function restoreUtil(): void {
  if ('isNullOrUndefined' in util) return;
  const value = (given: unknown) => given === null || given === undefined;
  Object.defineProperty(util, 'isNullOrUndefined', { value });
}
