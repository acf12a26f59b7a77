import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { callOf } from '../command/call.ts';
import { type InstalledEngine, installedEngine } from './installed.ts';
import { noNvidiaCard } from './nvidia.ts';
import { preload } from './preload.ts';

/**
 * What the provider needs, by the names that it asks for; in an order in which each one's own needs
 * are there already.
 */
const needed = ['cudart', 'cublasLt', 'cublas', 'curand', 'cufft', 'nvrtc', 'cudnn'] as const;

/** What installs the provider. */
export const installCuda = (): string => `${callOf('engines')} install ort-cuda`;

/**
 * Has onnxruntime-node use the libraries of `ort-cuda`, before it is imported: onnxruntime's own
 * library of the build with CUDA among them, beside which it looks for its provider. Where a
 * provider stands beside onnxruntime-node's own library, that one is used as it is.
 * @param packageFile onnxruntime-node's package.json
 * @param version that of onnxruntime-node
 * @throws {Error} which says why CUDA cannot be used here
 */
export function prepareOnnxruntimeCuda(packageFile: string, version: string): void {
  const problem = noNvidiaCard();
  if (problem !== undefined) throw new Error(problem);
  const engine = installedEngine('ort-cuda');
  if (engine !== undefined) load(engine, version);
  else if (!hasOwn(packageFile)) throw new Error('its libraries are not installed.');
}

/** Whether a provider stands beside onnxruntime-node's own library. */
function hasOwn(packageFile: string): boolean {
  const { platform, arch } = process;
  const file = `bin/napi-v6/${platform}/${arch}/libonnxruntime_providers_cuda.so`;
  return existsSync(join(dirname(packageFile), file));
}

function load(engine: InstalledEngine, version: string): void {
  if (engine.version !== version)
    throw new Error(`its libraries are those of onnxruntime ${engine.version}, not ${version}.`);
  // The driver's, which no wheel has; it is found where the system has it.
  preload('libcuda.so.1');
  const fileOf = (name: string) =>
    engine.files.find(({ path }) => path.includes(`/lib${name}.so.`))!.path;
  for (const name of needed) preload(join(engine.folder, fileOf(name)));
  preload(join(engine.folder, engine.library));
}
