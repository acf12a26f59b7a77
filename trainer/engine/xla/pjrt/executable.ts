import { DeviceBuffer } from './buffer.ts';
import { bytesAt, structOf, wordsOf } from './library.ts';
import type { Session } from './session.ts';

/** A compiled program, loaded on its devices. */
export class Executable {
  /** Devices that it runs on, all at once. */
  readonly devices: number;
  /** Results on each device. */
  readonly outputs: number;
  readonly #session: Session;
  #handle: bigint;

  /** @param handle a `PJRT_LoadedExecutable`, which this takes over */
  constructor(session: Session, handle: bigint) {
    this.#session = session;
    this.#handle = handle;
    session.owned.add(this);
    const { call } = session.library;
    this.devices = Number(call('LoadedExecutable_AddressableDevices', handle, 0, 0)[2]);
    this.outputs = this.#described((it) => Number(call('Executable_NumOutputs', it, 0)[1]));
  }

  /**
   * Queues a run on the only device, and returns before it is done. Arguments that the program
   * donates (`tf.aliasing_output`) are destroyed; the others stay the caller's.
   * @throws {XlaError} if the arguments are not those of the program; what fails later is thrown
   *   by `ready` and `read` of the results
   */
  run(buffers: readonly DeviceBuffer[]): DeviceBuffer[] {
    return this.runOnAll([buffers])[0]!;
  }

  /**
   * The same on each of the devices.
   * @param lists the arguments that are on each device, in the order of the devices
   * @throws {RangeError} if there are not as many lists as devices
   */
  runOnAll(lists: readonly (readonly DeviceBuffer[])[]): DeviceBuffer[][] {
    const { outputs, devices } = this;
    if (lists.length !== devices || lists.some(({ length }) => length !== lists[0]!.length))
      throw new RangeError(`The program takes ${devices} lists of arguments, of one length.`);
    const results = lists.map(() => new BigUint64Array(outputs));
    this.#session.library.call(
      'LoadedExecutable_Execute',
      this.#alive(),
      executeOptions,
      wordsOf(lists.map((list) => wordsOf(list.map(({ handle }) => handle)))),
      devices,
      lists[0]!.length,
      wordsOf(results),
      ...[0, 0],
    );
    for (const buffer of lists.flat()) buffer.destroyIfDonated();
    return results.map((list) =>
      Array.from(list, (handle) => new DeviceBuffer(this.#session, handle)),
    );
  }

  /** The executable as bytes, for the same plugin and kind of device. @throws {XlaError} */
  serialize(): Uint8Array<ArrayBuffer> {
    const { library } = this.#session;
    return this.#described((it) => {
      const [, address, size, backing, free] = library.call('Executable_Serialize', it, 0, 0, 0, 0);
      const bytes = bytesAt(address!, Number(size));
      library.callAt(free!, backing!);
      return bytes;
    });
  }

  close(): void {
    this.destroy();
  }

  destroy(): void {
    if (this.#handle === 0n) return;
    this.#session.library.call('LoadedExecutable_Destroy', this.#handle);
    this.#session.owned.delete(this);
    this.#handle = 0n;
  }

  #alive(): bigint {
    if (this.#handle === 0n) throw new TypeError('The executable has been closed.');
    return this.#handle;
  }

  /** Calls with the `PJRT_Executable`, which describes the loaded one, and frees it. */
  #described<T>(use: (executable: bigint) => T): T {
    const { call } = this.#session.library;
    const [, executable] = call('LoadedExecutable_GetExecutable', this.#alive(), 0);
    try {
      return use(executable!);
    } finally {
      call('Executable_Destroy', executable!);
    }
  }
}

/** `PJRT_ExecuteOptions`: no callbacks, no launch id, nothing that must not be donated. */
const executeOptions = structOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
