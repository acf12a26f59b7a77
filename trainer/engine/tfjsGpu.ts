import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { EngineUnavailableError } from '../errors.ts';

/** An optional peer dependency, so its types are not here. */
const packageName: string = '@tensorflow/tfjs-node-gpu';
const backendName = 'tensorflow';

/**
 * Loads TensorFlow's CUDA backend.
 * @returns its name for `tf.setBackend`
 * @throws {EngineUnavailableError} if it is not installed, does not load or finds no GPU
 */
export async function loadTfjsGpu(): Promise<string> {
  restoreUtil();
  try {
    await import(packageName);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${packageName}'`);
    const reason = missing ? `${packageName} is not installed` : `it does not load: ${message}`;
    throw new EngineUnavailableError('tfjs-gpu', reason, error);
  }
  // Without a GPU, TensorFlow computes on the CPU and says so in its log alone.
  const backend = tf.findBackend(backendName) as { isUsingGpuDevice?: boolean } | null;
  if (!backend?.isUsingGpuDevice) {
    throw new EngineUnavailableError('tfjs-gpu', 'TensorFlow finds no CUDA GPU.');
  }
  return backendName;
}

/** tfjs-node 4.22 calls a function that Node 23 took out of `node:util`. */
function restoreUtil(): void {
  if ('isNullOrUndefined' in util) return;
  const value = (given: unknown) => given === null || given === undefined;
  Object.defineProperty(util, 'isNullOrUndefined', { value });
}
