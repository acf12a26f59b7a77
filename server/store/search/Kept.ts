/** Memory for what is kept of one kind, in bytes. */
const budget = 512 * 2 ** 20;

interface Keepable {
  readonly bytes: number;
  /** Called when it goes. */
  release(): void;
}

/** Things by name, within a budget of memory; the longest unused goes first. */
export class Kept<T extends Keepable> {
  readonly #things = new Map<string, T>();

  /** The thing of this name, made if it is not there, after `use` has had it. */
  use(name: string, make: () => T, use: (thing: T) => void): T {
    const thing = this.#things.get(name) ?? make();
    this.#things.delete(name);
    try {
      use(thing);
    } catch (error) {
      thing.release();
      throw error;
    }
    this.#things.set(name, thing);
    this.#evict();
    return thing;
  }

  #evict(): void {
    let bytes = 0;
    for (const thing of this.#things.values()) bytes += thing.bytes;
    for (const [name, thing] of this.#things) {
      if (bytes <= budget || this.#things.size === 1) return;
      this.#things.delete(name);
      bytes -= thing.bytes;
      thing.release();
    }
  }
}
