import { onnxruntimeReason } from '@selfsame/models';
import { EngineUnavailableError } from '../errors.ts';
import { InferenceSession, type Tensor } from './onnxruntime.ts';
import type { Target } from './trace/target.ts';

/** An execution provider of onnxruntime, which runs a traced graph. */
export interface Device {
  /** onnxruntime's name of it. */
  readonly name: string;
  /** What to do where it cannot be used. */
  readonly remedy: string;
  /** Whether results stay on it, to be fed to a later run, and do not come back to the host. */
  readonly keepsResults: boolean;
  /** What its sessions need besides. */
  readonly sessionOptions?: InferenceSession.SessionOptions;
  /** How graphs are formulated for it in float32 (default: portable). */
  target?(): Promise<Target>;
}

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
  try {
    return await InferenceSession.create(model, {
      executionProviders: [device.name],
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      // One plan for all memory of a step needs a quarter more of it and is no faster (measured on
      // the CPU with ResNet-18).
      enableMemPattern: false,
      ...(device.keepsResults && { preferredOutputLocation: locations }),
      ...device.sessionOptions,
    });
  } catch (error) {
    throw new EngineUnavailableError(device, onnxruntimeReason((error as Error).message), error);
  }
}

/** Frees a device's memory at once; on the CPU the garbage collector does. */
export function release(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) if (tensor.location !== 'cpu') tensor.dispose();
}
