/**
 * Proposes which vectors may be nearest to a query, by their keys: approximately, since the search
 * ranks what is proposed by the vectors themselves. Vectors have length 1, and it only grows.
 */
export interface VectorIndex {
  readonly size: number;
  /** @param rows float32 [keys, dimensions] */
  add(keys: readonly number[], rows: Float32Array, threads: number): void;
  /**
   * For each query the keys of about the `count` nearest.
   * @param rows float32 [queries, dimensions]
   */
  search(rows: Float32Array, count: number, threads: number): number[][];
  save(path: string): void;
}

/** How vector indexes of one kind are made and loaded. */
export interface VectorIndexKind {
  /** Ending of its files' names, without the dot. */
  readonly suffix: string;
  /** What a file must have been made with to be loaded. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  empty(dimensions: number): VectorIndex;
  /** Loads what `save` wrote, which is trusted: check it first. */
  load(path: string, dimensions: number): VectorIndex;
}
