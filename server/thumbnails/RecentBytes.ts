/** What every entry takes beside its bytes, about. */
const entryBytes = 256;

/** Values by name, of which the ones that were used last stay, in so many bytes. */
export class RecentBytes<Value> {
  readonly #most: number;
  readonly #sizeOf: (value: Value) => number;
  /** In the order of their last use. */
  readonly #known = new Map<string, Value>();
  #bytes = 0;

  /** @param sizeOf the bytes that a value takes */
  constructor(most: number, sizeOf: (value: Value) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(name: string): Value | undefined {
    const value = this.#known.get(name);
    if (value === undefined) return undefined;
    this.#known.delete(name);
    this.#known.set(name, value);
    return value;
  }

  set(name: string, value: Value): void {
    this.#drop(name);
    this.#known.set(name, value);
    this.#bytes += this.#sizeOf(value) + entryBytes;
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    const value = this.#known.get(name);
    if (value === undefined) return;
    this.#known.delete(name);
    this.#bytes -= this.#sizeOf(value) + entryBytes;
  }
}
