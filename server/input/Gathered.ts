/** Where it is not known how many bytes come. */
const leastBytes = 64 * 1024;

/**
 * Bytes as they come, in one piece of memory of the size that was declared. Nothing is left to be
 * put together once all are there, which of large bodies takes tens of milliseconds each; and what
 * is not written yet takes up no memory.
 */
export class Gathered {
  readonly #allocate: (bytes: number) => Buffer;
  #memory: Buffer;
  #length = 0;

  /**
   * @param declared bytes that are to come; it grows where more do
   * @param shared whether other threads are to see what has come
   */
  constructor(declared: number | undefined, shared = false) {
    this.#allocate = shared
      ? (bytes) => Buffer.from(new SharedArrayBuffer(bytes))
      : Buffer.allocUnsafeSlow;
    this.#memory = this.#allocate(declared ?? leastBytes);
  }

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#memory.length) {
      const larger = this.#allocate(Math.max(length, 2 * this.#memory.length));
      larger.set(this.slice(0, this.#length));
      this.#memory = larger;
    }
    this.#memory.set(piece, this.#length);
    this.#length = length;
  }

  /** A view of what has come, until more does. */
  slice(from: number, to: number): Buffer {
    return this.#memory.subarray(from, to);
  }
}

/** The bytes that a request declares; undefined where it does not. */
export function declaredBytes(headers: { 'content-length'?: string | undefined }) {
  const declared = headers['content-length'];
  return declared === undefined ? undefined : Number(declared);
}
