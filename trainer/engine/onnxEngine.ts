import type { Device } from './device.ts';
import type { EngineRecord } from './record.ts';

interface Described<Name extends string>
  extends Omit<EngineRecord<Name>, 'name' | 'remedy' | 'create' | 'microBatches'>,
    Device {
  readonly name: Name;
  /** What comes before onnxruntime is loaded. @throws {EngineUnavailableError} */
  prepare?(): void;
}

/** An engine that runs the traced step with an execution provider of onnxruntime. */
export function onnxEngine<Name extends string>(engine: Described<Name>) {
  return {
    ...engine,
    microBatches: true,
    async create(threads, step, variables) {
      engine.prepare?.();
      const { createOnDevice } = await import('./onDevice.ts');
      return createOnDevice(engine, threads, step, variables);
    },
  } satisfies EngineRecord<Name> & Device;
}
