import { arrayOf, codeOf, type Dtype, type Values } from './dtypes.ts';
import { structOf, wordsAt } from './library.ts';
import { type Session, waitFor } from './session.ts';

/** `PJRT_HostBufferSemantics_kImmutableOnlyDuringCall`: the library copies before it returns. */
const copiedDuringCall = 0;
/** `PJRT_Buffer_MemoryLayout_Type`. */
const layoutTypes = { tiled: 0 };

/** A tensor on each of some devices: the same on all of them, or of pictures a share. */
export type Buffers = readonly DeviceBuffer[];

/** Values on a device. Its memory is held until `destroy`, donation, or the client's `close`. */
export class DeviceBuffer {
  /** The `PJRT_Device` that it is on. */
  readonly device: bigint;
  readonly #session: Session;
  #handle: bigint;

  /** @param handle a `PJRT_Buffer`, which this takes over */
  constructor(session: Session, handle: bigint, device: bigint) {
    this.device = device;
    this.#session = session;
    this.#handle = handle;
    session.buffers.add(this);
  }

  /** The `PJRT_Buffer`. @throws {TypeError} once it is destroyed */
  get handle(): bigint {
    if (this.#handle === 0n)
      throw new TypeError('The buffer is no more: it was destroyed, or donated to a result.');
    return this.#handle;
  }

  get shape(): number[] {
    const [, dims, rank] = this.#session.library.call('Buffer_Dimensions', this.handle, 0, 0);
    return Array.from(wordsAt(dims!, Number(rank)), Number);
  }

  /**
   * The values in C order, once they are computed: blocks the thread until then.
   * @throws {XlaError} also if what should have made them has failed, or they were donated
   * @throws {RangeError} if they are of a type that no array holds
   */
  read(): Values {
    const { library } = this.#session;
    const shape = this.shape;
    const [, code] = library.call('Buffer_ElementType', this.handle, 0);
    const size = shape.reduce((product, n) => product * n, 1);
    const values = arrayOf(Number(BigInt.asUintN(32, code!)), size);
    if (size === 0) return values;
    const fields = [this.handle, rowMajor(shape.length), values, values.byteLength, 0];
    const [, , , , event] = library.call('Buffer_ToHostBuffer', ...fields);
    waitFor(library, event!);
    return values;
  }

  /** Blocks the thread until the values are computed. @throws {XlaError} if that has failed */
  ready(): void {
    const [, event] = this.#session.library.call('Buffer_ReadyEvent', this.handle, 0);
    waitFor(this.#session.library, event!);
  }

  /** Destroys it if a run has taken its memory. */
  destroyIfDonated(): void {
    if (this.#handle === 0n) return;
    const [, deleted] = this.#session.library.call('Buffer_IsDeleted', this.#handle, 0);
    if ((deleted! & 1n) === 1n) this.destroy();
  }

  /** Frees the device's memory, as soon as what was queued before is done with it. */
  destroy(): void {
    if (this.#handle === 0n) return;
    this.#session.library.call('Buffer_Destroy', this.#handle);
    this.#session.buffers.delete(this);
    this.#handle = 0n;
  }
}

/**
 * Copies values to a device; they may change once this returns.
 * @param values in C order; @param device a `PJRT_Device`
 * @throws {RangeError | TypeError} if there are not as many as the shape has, or of another type
 * @throws {XlaMemoryError}
 */
export function upload(
  session: Session,
  values: Values,
  shape: readonly number[],
  dtype: Dtype,
  device: bigint,
): DeviceBuffer {
  const size = shape.reduce((product, n) => product * n, 1);
  if (values.length !== size)
    throw new RangeError(`${values.length} values are not of the shape [${shape.join(', ')}].`);
  const dims = BigInt64Array.from(shape, BigInt);
  const what = [session.client, values, codeOf(dtype, values), dims, dims.length];
  const [strides, memory, layout] = [0, 0, 0];
  const out = session.library.call(
    'Client_BufferFromHostBuffer',
    ...what,
    ...[strides, 0, copiedDuringCall, device, memory, layout, 0, 0],
  );
  const buffer = new DeviceBuffer(session, out[12]!, device);
  session.library.call('Event_Destroy', out[11]!);
  return buffer;
}

/**
 * A `PJRT_Buffer_MemoryLayout`: of a tiled layout without tiles, the dimensions from minor to
 * major. Left out, it would be the device's own, which need not be C order.
 */
function rowMajor(rank: number): BigUint64Array {
  const order = BigInt64Array.from({ length: rank }, (_, i) => BigInt(rank - 1 - i));
  const tiled = [56, 0, order, rank, 0, 0, 0];
  return structOf([...tiled, layoutTypes.tiled]);
}
