import type { ReadCheckpoint } from './importCheckpoint.ts';

export type Run = (args: readonly string[]) => Promise<void>;

/** What is the trainer's, of which the server's code knows nothing: each is imported when it is used. */
export interface TrainerCommands {
  whiten(): Promise<Run>;
  quantise(): Promise<Run>;
  checkpointEncoder(): Promise<ReadCheckpoint>;
}
