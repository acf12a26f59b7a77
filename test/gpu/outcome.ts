/** What became of a part. */
export interface Outcome {
  readonly name: string;
  readonly state: 'done' | 'failed' | 'out of time' | 'skipped';
  readonly seconds: number;
  /** What was found, or why nothing was. */
  readonly lines: readonly string[];
  readonly figures?: unknown;
}
