/** The last key of a page as a client gets to see it, which is to send it back and no more. */
import { CursorInvalidError } from '../errors/collections.ts';
export const toCursor = (key: number): string => `k${key}`;

export function fromCursor(cursor: string): number {
  const key = /^k([1-9]\d{0,14})$/.exec(cursor)?.[1];
  if (key === undefined) throw new CursorInvalidError();
  return Number(key);
}
