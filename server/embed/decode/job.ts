import type { PixelRule } from '@selfsame/models';

/** A picture and what is to be made of it. */
export interface Job {
  readonly picture: Uint8Array;
  /** Of the pixels; a preview is made without one. */
  readonly rule: PixelRule | null;
  readonly signal: AbortSignal;
  resolve(result: Uint8Array): void;
  reject(error: unknown): void;
  /** When it came, by `performance.now()`. */
  readonly since: number;
  /** Processes that ended while they had it. */
  attempts: number;
}

/** Something that decodes some pictures at a time. */
export interface Lane {
  /** Pictures that it has, for each that it decodes at a time. */
  readonly load: number;
  /** Whether it can begin at once. */
  readonly ready: boolean;
  /** Whether there is room for this picture. */
  takes(job: Job): boolean;
  take(job: Job): void;
  close(): Promise<void>;
}

/** What a lane tells. */
export interface LaneEvents {
  /** A picture was decoded, in so many seconds. */
  decoded(seconds: number): void;
  /** A job has to be tried again. */
  returned(job: Job): void;
  /** There is room again. */
  freed(): void;
}
