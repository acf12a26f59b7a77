import { XlaError } from '../../../errors.ts';
import { textAt } from './library.ts';
import type { Session } from './session.ts';

export interface MemoryStats {
  readonly bytesInUse: number;
  readonly peakBytesInUse?: number;
  /** What this process may take of the device. */
  readonly bytesLimit?: number;
}

export interface Device {
  readonly id: number;
  /** E.g. `NVIDIA H200`. */
  readonly kind: string;
  /** The `PJRT_Device`. */
  readonly handle: bigint;
  /** Undefined where the plugin does not count. */
  memory(): MemoryStats | undefined;
}

export function describeDevice({ library: { call } }: Session, handle: bigint): Device {
  const [, description] = call('Device_GetDescription', handle, 0);
  const [, id] = call('DeviceDescription_Id', description!, 0);
  const [, kind, kindLength] = call('DeviceDescription_Kind', description!, 0, 0);
  return {
    id: Number(BigInt.asIntN(32, id!)),
    kind: textAt(kind!, kindLength!),
    handle,
    memory() {
      try {
        return memoryStats(call('Device_MemoryStats', handle, ...new Array<number>(21).fill(0)));
      } catch (error) {
        if (error instanceof XlaError && error.status === 'UNIMPLEMENTED') return;
        throw error;
      }
    },
  };
}

/**
 * Fields of `PJRT_Device_MemoryStats_Args`: the device, bytes_in_use, and pairs of a number and
 * whether it is set: peak_bytes_in_use, num_allocs, largest_alloc_size, bytes_limit, ...
 */
function memoryStats(fields: BigUint64Array): MemoryStats {
  const ifSet = (place: number) =>
    (fields[place + 1]! & 1n) === 1n ? Number(fields[place]) : undefined;
  const [peakBytesInUse, bytesLimit] = [ifSet(2), ifSet(8)];
  return {
    bytesInUse: Number(fields[1]),
    ...(peakBytesInUse !== undefined && { peakBytesInUse }),
    ...(bytesLimit !== undefined && { bytesLimit }),
  };
}
