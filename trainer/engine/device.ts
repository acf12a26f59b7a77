import { EngineUnavailableError } from '../errors.ts';
import { InferenceSession, type Tensor } from './onnxruntime.ts';

/**
 * Execution providers of onnxruntime that run a traced graph.
 *
 * Outputs stay on the device with `webgpu` alone: onnxruntime-node 1.30 wraps no other device's
 * memory in a tensor (js/node/src/tensor_helper.cc asks for the allocator `WebGPU_Buf`). With `cuda`
 * the variables come back to the host after every step and go out with the next.
 */
export type Device = 'cpu' | 'webgpu' | 'cuda';

export interface DeviceOptions {
  readonly device: Device;
  /** Threads of one operator on the CPU; 0 lets onnxruntime choose. */
  readonly threads: number;
  /** Convolutions in float16 (default: float32). */
  readonly half?: boolean;
}

/**
 * Loads a graph on a device, and on no other in its place.
 * @param kept outputs that stay on the device where that is possible, to be fed to a later run
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
  const webgpu = device === 'webgpu';
  try {
    return await InferenceSession.create(model, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      // One plan for all memory of a step needs a quarter more of it and is no faster (measured on
      // the CPU with ResNet-18).
      enableMemPattern: false,
      ...(webgpu && { preferredOutputLocation: locations, extra: noFallback }),
    });
  } catch (error) {
    // What a check of onnxruntime's says begins with the place of the check in its sources.
    const reason = (error as Error).message.replace(/^.* was false\. /s, '').trim();
    throw new EngineUnavailableError(device, reason, error);
  }
}

/**
 * A node that the provider has no kernel for is an error, and not silently the CPU's. Not for
 * `cuda`, which places the arithmetic of shapes on the CPU on purpose.
 */
const noFallback = { session: { disable_cpu_ep_fallback: '1' } };

/** Frees a device's memory at once; on the CPU the garbage collector does. */
export function release(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) if (tensor.location !== 'cpu') tensor.dispose();
}
