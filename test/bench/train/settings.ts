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
  readonly augment: 'cifar';
  /** Side of a stored picture, in pixels: that of a view. */
  readonly source: number;
}

/** What both answer, as one line of JSON. */
export interface Figures {
  /** Pictures, of which each makes two views. */
  readonly imagesPerSecond: number;
  /** Pictures per step; more than was asked for where the best batch was looked for. */
  readonly batch: number;
  /** Share of the time in which the step waited for pictures; 0 where they are in memory. */
  readonly waiting: number;
  /** Peak of the resident memory of the process; on a GPU of its own memory, where that is counted. */
  readonly peakBytes: number;
  readonly version: string;
}
