import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import type { InstalledEngine } from '@selfsame/models';
import * as tf from '@tensorflow/tfjs-core';

export const backendName = 'tensorflow';

/** What tfjs-node's backend knows of TensorFlow. */
interface Binding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

interface BackendModule {
  readonly NodeJSKernelBackend: new (binding: Binding, packageName: string) => tf.KernelBackend;
}

/**
 * Registers tfjs-node's backend of an engine that was installed, with the tfjs-core of this process:
 * a second copy would have tensors and gradients of its own. Its index, which is left out, would load
 * all of TensorFlow.js, the browser's part too.
 */
export function registerTensorflow({ folder, library }: InstalledEngine): void {
  if (tf.findBackendFactory(backendName) !== null) return;
  restoreUtil();
  const core = pathToFileURL(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core')).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      /^@tensorflow\/tfjs(-core)?$/.test(specifier)
        ? { url: core, shortCircuit: true }
        : next(specifier, context),
  });
  try {
    const require = createRequire(join(folder, library));
    const binding: Binding = require(join(folder, library));
    const { NodeJSKernelBackend }: BackendModule = require('../dist/nodejs_kernel_backend.js');
    require('../dist/register_all_kernels.js');
    tf.registerBackend(
      backendName,
      () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'),
    );
  } finally {
    hooks.deregister();
  }
}

/** Whether TensorFlow computes on a GPU; without one it takes the CPU, and says so in its log alone. */
export function usesGpu(): boolean {
  const backend = tf.findBackend(backendName) as { isUsingGpuDevice?: boolean } | null;
  return backend?.isUsingGpuDevice === true;
}

/** tfjs-node 4.22 calls a function that Node 23 took out of `node:util`. */
export function restoreUtil(): void {
  if ('isNullOrUndefined' in util) return;
  const value = (given: unknown) => given === null || given === undefined;
  Object.defineProperty(util, 'isNullOrUndefined', { value });
}
