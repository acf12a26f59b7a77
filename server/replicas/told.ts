import { SelfsameError } from '@selfsame/models';
import { ApiError } from '../errors/ApiError.ts';
import { reasonOf } from '../errors/reason.ts';
import type { ToldError } from '../store/contract/replicas.ts';

/** An error as another server can be told it. */
export function toTold(error: unknown): ToldError {
  if (error instanceof ApiError) {
    const { code, message, remedy, status, param } = error;
    return { code, message, remedy, status, param };
  }
  if (error instanceof SelfsameError) {
    const { code, message, remedy } = error;
    return { code, message, remedy };
  }
  const remedy = "See that server's log.";
  return { code: 'internal_error', message: `${reasonOf(error)}.`, remedy };
}

/** The error that another server was told of, to be thrown here. */
export function fromTold({ code, message, remedy, status, param }: ToldError): SelfsameError {
  if (status === undefined) return new SelfsameError(code, message, remedy);
  return new ApiError(status, code, message, remedy, param ?? null);
}
