import { ClientError } from '../../errors.ts';
import type { Stages } from '../encoder.ts';
import { encoderError } from '../errors.ts';
import type { Fetched } from '../model.ts';
import type { Session, SessionOptions } from './session.ts';

/** What the worker is asked. */
export type Question =
  | {
      readonly kind: 'load';
      readonly fetched: Fetched;
      readonly runtime: string;
      readonly options: SessionOptions;
    }
  | { readonly kind: 'embed'; readonly picture: Blob }
  /** Takes back what was asked under that number. */
  | { readonly kind: 'drop'; readonly dropped: number };

export type Loaded = Omit<Session, 'run'>;
export type Embedded = { readonly vector: Float32Array; readonly ms: Stages };

/** Errors lose their class on the way between threads. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Told };

export function toldOf(error: unknown): Told {
  const known =
    error instanceof ClientError
      ? error
      : encoderError(
          'encoder_failed',
          `The encoder failed: ${(error as Error).message ?? error}`,
          'Have the server embed, and report it with the names of browser and device.',
        );
  return { code: known.code, message: known.message, remedy: known.remedy };
}
