export interface Outcome {
  readonly table: string;
  /** The same for machines. */
  readonly figures: unknown;
}

/** @param args flags after the benchmark's name; an unknown one is an error */
export type Benchmark = (args: readonly string[]) => Promise<Outcome>;
