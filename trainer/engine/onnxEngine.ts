import type { Device } from './device.ts';
import type { EngineRecord } from './record.ts';

type Described<Name extends string> = Omit<EngineRecord<Name>, 'create' | 'microBatches'> & Device;

/** An engine that runs the traced step with an execution provider of onnxruntime. */
export function onnxEngine<Name extends string>(engine: Described<Name>) {
  return {
    ...engine,
    microBatches: true,
    async create(threads, step, variables) {
      const { createOnDevice } = await import('./onDevice.ts');
      return createOnDevice(engine, threads, step, variables);
    },
  } satisfies EngineRecord<Name> & Device;
}
