/** What both contenders are told, as one JSON argument. */
export interface Settings {
  readonly encoder: string;
  readonly batch: number;
  readonly size: number;
  readonly projectorWidth: number;
  readonly projectorDepth: number;
  readonly lambda: number;
  readonly threads: number;
  /** Steps that count, and steps before them that do not. */
  readonly steps: number;
  readonly warmup: number;
}

/** What both answer, as one line of JSON. */
export interface Figures {
  /** Pictures, of which each makes two views. */
  readonly imagesPerSecond: number;
  /** Peak of the resident memory of the process; on a GPU of PyTorch, of its allocator. */
  readonly peakBytes: number;
  readonly version: string;
}
