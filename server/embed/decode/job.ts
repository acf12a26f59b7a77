import type { PixelRule } from '@selfsame/models';
import type { Caller } from '../caller.ts';

/** A small upright copy of a picture. */
export interface CopyRule {
  /** The longer side that it has at most, in pixels. */
  readonly side: number;
  /** Of its JPEG or WebP: 1 to 100. */
  readonly quality: number;
}

/** What is to be made of a picture: pixels, or a copy. */
export type MakeRule = PixelRule | CopyRule;

export const isCopy = (rule: MakeRule): rule is CopyRule => 'quality' in rule;

/** What was made of a picture. */
export interface Made {
  readonly bytes: Uint8Array;
  /** Of pixels: what was done to other than 8 bits; null for all others. */
  readonly depth: string | null;
  /** Of a copy: its longer side in pixels. */
  readonly side: number;
}

/** A picture and what is to be made of it. */
export interface DecodeJob {
  readonly picture: Uint8Array;
  readonly rule: MakeRule;
  readonly caller: Caller;
  /** About how long its decoding takes, in milliseconds. */
  readonly cost: number;
  readonly signal: AbortSignal;
  resolve(result: Made): void;
  reject(error: unknown): void;
  /** When it came, by `performance.now()`. */
  readonly since: number;
  /** Processes that ended while they had it. */
  attempts: number;
}

/** What decides where there is room for a picture. */
export type JobKind = Pick<DecodeJob, 'cost' | 'attempts'>;

/** Something that decodes some pictures at a time. */
export interface Decoder {
  /** Pictures that it has, for each that it decodes at a time. */
  readonly load: number;
  /** Whether it can begin at once. */
  readonly ready: boolean;
  /** Whether there is room for such a picture. */
  takes(job: JobKind): boolean;
  take(job: DecodeJob): void;
  close(): Promise<void>;
}

/** What a decoder tells. */
export interface DecoderEvents {
  /** A picture was decoded, in so many seconds. */
  decoded(seconds: number): void;
  /** A job has to be tried again. */
  returned(job: DecodeJob): void;
  /** There is room again. */
  freed(): void;
}
