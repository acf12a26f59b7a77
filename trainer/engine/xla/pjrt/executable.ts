import { DeviceBuffer } from './buffer.ts';
import { bytesAt, structOf, wordsAt, wordsOf } from './library.ts';
import type { Session } from './session.ts';

/** A compiled program, loaded on its devices. */
export class Executable {
  /** The `PJRT_Device`s that it runs on, all at once. */
  readonly devices: readonly bigint[];
  /** Results on each device. */
  readonly outputs: number;
  readonly #session: Session;
  readonly #results: Lists;
  #given: Lists;
  #handle: bigint;

  /** @param handle a `PJRT_LoadedExecutable`, which this takes over */
  constructor(session: Session, handle: bigint) {
    this.#session = session;
    this.#handle = handle;
    session.executables.add(this);
    const { call } = session.library;
    const [, devices, count] = call('LoadedExecutable_AddressableDevices', handle, 0, 0);
    this.devices = Array.from(wordsAt(devices!, Number(count)));
    this.outputs = this.#described((it) => Number(call('Executable_NumOutputs', it, 0)[1]));
    this.#results = listsOf(this.devices.length, this.outputs);
    this.#given = listsOf(this.devices.length, 0);
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
   * The same on each of the devices. Where one of several refuses its arguments for another reason
   * than their device, XLA's CPU plugin (0.106) ends the process.
   * @param lists the arguments that are on each device, in the order of `devices`
   * @throws {RangeError} if there are not as many lists as devices, or a buffer is on another device
   */
  runOnAll(lists: readonly (readonly DeviceBuffer[])[]): DeviceBuffer[][] {
    const { devices } = this;
    this.#check(lists);
    const given = this.#givenFor(lists[0]!.length);
    for (const [i, list] of lists.entries())
      for (const [j, buffer] of list.entries()) given.each[i]![j] = buffer.handle;
    const fields = [this.#alive(), executeOptions, given.lists, devices.length, lists[0]!.length];
    const { library } = this.#session;
    library.call('LoadedExecutable_Execute', ...fields, this.#results.lists, 0, 0);
    for (const list of lists) for (const buffer of list) buffer.destroyIfDonated();
    return this.#results.each.map((list, i) =>
      Array.from(list, (handle) => new DeviceBuffer(this.#session, handle, devices[i]!)),
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
    if (this.#handle === 0n) return;
    this.#session.library.call('LoadedExecutable_Destroy', this.#handle);
    this.#session.executables.delete(this);
    this.#handle = 0n;
  }

  #check(lists: readonly (readonly DeviceBuffer[])[]): void {
    const { devices } = this;
    const fits = ({ length }: readonly DeviceBuffer[]) => length === lists[0]!.length;
    if (lists.length !== devices.length || !lists.every(fits))
      throw new RangeError(
        `The program takes ${devices.length} lists of arguments, of one length.`,
      );
    for (const [i, list] of lists.entries())
      if (list.some(({ device }) => device !== devices[i]))
        throw new RangeError(`An argument of device ${i} of the program is on another device.`);
  }

  #givenFor(length: number): Lists {
    if (this.#given.each[0]!.length !== length) this.#given = listsOf(this.devices.length, length);
    return this.#given;
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

/** A list of `PJRT_Buffer`s for each device, which runs fill. */
interface Lists {
  readonly each: readonly BigUint64Array[];
  /** Their addresses. */
  readonly lists: BigUint64Array;
}

function listsOf(devices: number, length: number): Lists {
  const each = Array.from({ length: devices }, () => new BigUint64Array(length));
  return { each, lists: wordsOf(each) };
}

/** `PJRT_ExecuteOptions`: no callbacks, no launch id, nothing that must not be donated. */
const executeOptions = structOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
