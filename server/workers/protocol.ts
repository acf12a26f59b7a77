import { SelfsameError } from '@selfsame/models/light';
import { ApiError } from '../errors/ApiError.ts';
import { isAnswerable, statusOf } from '../errors/status.ts';

/** A table of the operations that a worker thread offers: one argument, one result. */
// biome-ignore lint/suspicious/noExplicitAny: the operations' own types replace it
export type Operations = Record<string, (argument: any) => unknown>;

export interface CallMessage {
  readonly id: number;
  readonly operation: string;
  readonly argument: unknown;
}

/** An error in transit: classes do not cross threads, codes, messages and statuses do. */
export interface ErrorRecord {
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly param: string | null;
  /** Of the answer; null for an error that no answer carries. */
  readonly status: number | null;
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
    const status = isAnswerable(error) ? statusOf(error) : null;
    return { code: error.code, message: error.message, remedy: error.remedy, param, status };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, remedy: '', param: null, status: null };
}

export function fromRecord({ status, code, message, remedy, param }: ErrorRecord): Error {
  if (code === null) return new Error(message);
  if (status === null) return new SelfsameError(code, message, remedy);
  return new ApiError(status, code, message, remedy, param);
}
