/** Something that answers SQL: any connection, or one within a transaction. */
export interface Rows {
  /** The rows of one statement; `values` are its parameters $1, $2 and so on. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Gathers the parameters of a statement that is put together. */
export class Parameters {
  readonly values: unknown[] = [];

  /** @returns what stands for it in the statement */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
