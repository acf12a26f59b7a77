import type { SelfsameError } from '@selfsame/models/light';
import { DataCorruptError } from '../errors/collections.ts';

/** Damage that is told of singly; all of it is what `--check` is for. */
const mostTold = 20;

/** What has been found to be damaged since the store was opened. */
export class Damage {
  readonly #onDamage: (message: string) => void;
  readonly #told = new Set<string>();
  #first: SelfsameError | null = null;
  #gone: SelfsameError | undefined;

  constructor(onDamage: (message: string) => void) {
    this.#onDamage = onDamage;
  }

  /** The first that was found. */
  get first(): SelfsameError | null {
    return this.#first;
  }

  /** Looks at what a call was rejected with. */
  note(error: unknown): void {
    if (!DataCorruptError.is(error)) return;
    this.#first ??= error;
    if (this.#told.has(error.message) || this.#told.size >= mostTold) return;
    this.#told.add(error.message);
    this.#onDamage(error.message);
  }

  /** From now on every call is refused with this. */
  refuseAll(error: SelfsameError): void {
    this.#gone = error;
    this.note(error);
  }

  /** The same store, each of whose calls is looked at. */
  watch<Calls extends object>(calls: Calls): Calls {
    const watched = Object.entries(calls).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        if (this.#gone !== undefined) throw this.#gone;
        try {
          return await call(...args);
        } catch (error) {
          this.note(error);
          throw error;
        }
      },
    ]);
    return Object.fromEntries(watched);
  }
}
