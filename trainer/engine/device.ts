import { EngineUnavailableError } from './EngineUnavailableError.ts';
import { InferenceSession, type Tensor } from './onnxruntime.ts';

/** Execution providers of onnxruntime that run a traced graph. */
export type Device = 'cpu' | 'webgpu';

export interface DeviceOptions {
  readonly device: Device;
  /** Threads of one operator on the CPU; 0 lets onnxruntime choose. */
  readonly threads: number;
}

/**
 * Loads a graph on a device, and on no other in its place.
 * @param kept outputs that stay on the device, to be fed to a later run
 * @throws {EngineUnavailableError}
 */
export async function createSession(
  model: Uint8Array,
  { device, threads }: DeviceOptions,
  outputs: readonly string[],
  kept: ReadonlySet<string>,
): Promise<InferenceSession> {
  const location = (name: string) => (kept.has(name) ? ('gpu-buffer' as const) : ('cpu' as const));
  const locations = Object.fromEntries(outputs.map((name) => [name, location(name)]));
  try {
    return await InferenceSession.create(model, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      // One plan for all memory of a step needs a quarter more of it and is no faster (measured on
      // the CPU with ResNet-18).
      enableMemPattern: false,
      ...(device !== 'cpu' && { preferredOutputLocation: locations }),
    });
  } catch (error) {
    throw new EngineUnavailableError(device, (error as Error).message, { cause: error });
  }
}

/** Frees a device's memory at once; on the CPU the garbage collector does. */
export function release(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) if (tensor.location !== 'cpu') tensor.dispose();
}
