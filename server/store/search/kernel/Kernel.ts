import { readFileSync } from 'node:fs';

/** What kernel.wat exports, which says what it does; addresses are in bytes. */
interface Exports {
  scan(
    list: number,
    listEnd: number,
    blocks: number,
    stride: number,
    tables: number,
    tableBytes: number,
    out: number,
    limit: number,
    threshold: number,
    place: number,
  ): number;
  dots(rows: number, end: number, bytes: number, query: number, out: number): void;
  products(
    centroids: number,
    piece: number,
    width: number,
    from: number,
    out: number,
    outEnd: number,
  ): void;
  tables(products: number, end: number, most: number, out: number): void;
}

/** What of it is used here: Node's types have none of it. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: {
    initial: number;
    maximum: number;
    shared: boolean;
  }) => KernelMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
/** Can be given to other threads. */
export interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): void;
}
const { WebAssembly } = globalThis as unknown as { WebAssembly: Wasm };

const pageBytes = 2 ** 16;
const mostPages = 2 ** 16;
const program = new WebAssembly.Module(readFileSync(new URL('kernel.wasm', import.meta.url)));

/** Kernels that are not used: garbage collection does not see how much they hold, and lets it grow. */
const spare: Kernel[] = [];

/** Memory that only grows, up to 4 GiB, and the kernel that works on it. */
export class Kernel implements Exports {
  readonly scan: Exports['scan'];
  readonly dots: Exports['dots'];
  readonly products: Exports['products'];
  readonly tables: Exports['tables'];
  readonly memory: KernelMemory;
  bytes!: Uint8Array;
  words!: Uint32Array;
  floats!: Float32Array;
  #used = 0;
  /** Bytes that may not be zero any more. */
  #touched = 0;
  /** Addresses that were given back, by their bytes. */
  readonly #free = new Map<number, number[]>();

  /** @param memory of another thread's kernel, which is the one to reserve of it */
  constructor(memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true })) {
    this.memory = memory;
    const { exports } = new WebAssembly.Instance(program, { store: { memory } });
    const { scan, dots, products, tables } = exports as Exports;
    this.scan = scan;
    this.dots = dots;
    this.products = products;
    this.tables = tables;
    this.look();
  }

  /** One that is not used, or else another. */
  static take(): Kernel {
    return spare.pop() ?? new Kernel();
  }

  /** For the next one who takes one; the caller must not use it any more. */
  giveBack(): void {
    this.#touched = Math.max(this.#touched, this.#used);
    this.#used = 0;
    this.#free.clear();
    spare.push(this);
  }

  /** An address from which so many bytes, all zero, are the caller's; a multiple of 64. */
  reserve(bytes: number): number {
    const free = this.#free.get(bytes)?.pop();
    if (free !== undefined) {
      this.bytes.fill(0, free, free + bytes);
      return free;
    }
    const address = this.#used;
    this.#used += Math.ceil(bytes / 64) * 64;
    const { byteLength } = this.memory.buffer;
    if (this.#used > byteLength) {
      const more = Math.max(this.#used - byteLength, Math.min(byteLength / 8, 2 ** 26));
      const room = mostPages - byteLength / pageBytes;
      const wanted = Math.ceil((this.#used - byteLength) / pageBytes);
      this.memory.grow(Math.max(wanted, Math.min(room, Math.ceil(more / pageBytes))));
      this.look();
    }
    if (address < this.#touched)
      this.bytes.fill(0, address, Math.min(this.#touched, address + bytes));
    return address;
  }

  /** Gives back what was reserved, for another that reserves as much. */
  release(address: number, bytes: number): void {
    const free = this.#free.get(bytes) ?? [];
    free.push(address);
    this.#free.set(bytes, free);
  }

  /** Sees what has been reserved, by whichever thread. */
  look(): void {
    const { buffer } = this.memory;
    if (this.bytes?.byteLength === buffer.byteLength) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.floats = new Float32Array(buffer);
  }
}
