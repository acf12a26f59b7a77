import assert from 'node:assert/strict';

type Value = number | '-';

/** What a killed writer has said: for each id what is acknowledged, and what may have come after. */
export class Ledger {
  readonly #done = new Map<string, Value>();
  readonly #begun = new Map<string, Value>();

  read(line: string): void {
    const [what, id, text] = line.split(' ') as [string, string, string];
    const value = text === '-' ? '-' : Number(text);
    if (what === 'begin') this.#begun.set(id, value);
    if (what === 'done') {
      this.#done.set(id, value);
      this.#begun.delete(id);
    }
  }

  get acknowledged(): number {
    return this.#done.size;
  }

  /** Checks what was found against what may be there, and takes it as acknowledged from now on. */
  settle(found: ReadonlyMap<string, number>): void {
    for (const id of new Set([...this.#done.keys(), ...this.#begun.keys()])) {
      const there: Value = found.get(id) ?? '-';
      const allowed = [this.#done.get(id) ?? '-', this.#begun.get(id) ?? there];
      const known = this.#begun.has(id) ? allowed : allowed.slice(0, 1);
      assert.ok(known.includes(there), `${id} is ${there} and not one of ${known}`);
      this.#done.set(id, there);
    }
    for (const id of found.keys()) assert.ok(this.#done.has(id), `${id} was never begun`);
    this.#begun.clear();
  }
}
