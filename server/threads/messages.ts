import { SelfsameError } from '@selfsame/models';
import { ApiError } from '../errors/ApiError.ts';

/** A table of the operations that a worker thread offers: one argument, one result. */
// biome-ignore lint/suspicious/noExplicitAny: the operations' own types replace it
export type Operations = Record<string, (argument: any) => unknown>;

export interface CallMessage {
  readonly id: number;
  readonly operation: string;
  readonly argument: unknown;
}

/** An error in transit: classes do not cross threads, codes and messages do. */
export interface ErrorRecord {
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly param: string | null;
}

export type AnswerMessage =
  | { readonly kind: 'ready'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: ErrorRecord }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorRecord };

export function toRecord(error: unknown): ErrorRecord {
  if (error instanceof SelfsameError) {
    const param = error instanceof ApiError ? error.param : null;
    return { code: error.code, message: error.message, remedy: error.remedy, param };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, remedy: '', param: null };
}

export function fromRecord(record: ErrorRecord): Error {
  if (record.code === null) return new Error(record.message);
  return new ApiError(record.code, record.message, record.remedy, record.param);
}
