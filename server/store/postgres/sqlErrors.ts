import { SelfsameError } from '@selfsame/models';
import {
  StorageFullError,
  StoreFailedError,
  StoreUnavailableError,
} from '../../errors/collections.ts';
import { reasonOf } from '../../errors/reason.ts';

/** PostgreSQL's SQLSTATE, or Node's code of what befell the connection. */
const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');

/** Two transactions that were in each other's way: one is to be done again. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** A statement that was ended because its time was over, or because nobody waits for it. */
export const isCancelled = (error: unknown): boolean => codeOf(error) === '57014';

/** The server has no connection to give, is stopping or starting, or takes no writes for now. */
const passing = /^(08|53300|57P|25006|55P03)/;
/** What the driver says without a code, and what Node does. */
const broken =
  /^(E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN))|terminated|not queryable|timeout/i;

/** Whether an error tells that the database is not there, or not for now. */
export const isLost = (error: unknown): boolean =>
  passing.test(codeOf(error)) ||
  (!isSqlState(error) && (broken.test(codeOf(error)) || broken.test(reasonOf(error))));

const isSqlState = (error: unknown) => /^[0-9A-Z]{5}$/.test(codeOf(error));

/** What went wrong, as an error that a client can be told. */
export function asStoreError(error: unknown, place: string): unknown {
  if (error instanceof SelfsameError) return error;
  if (isLost(error)) return new StoreUnavailableError(place, reasonOf(error), { cause: error });
  if (codeOf(error) === '53100') return new StorageFullError();
  return isSqlState(error) ? new StoreFailedError(error) : error;
}
