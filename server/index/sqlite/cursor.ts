import { CursorInvalidError } from '../../errors/CursorInvalidError.ts';

/** The last key of a page as a client gets to see it: opaque, so that it may change. */
export const toCursor = (key: number): string => Buffer.from(`k${key}`).toString('base64url');

export function fromCursor(cursor: string): number {
  const key = /^k(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (key === undefined || toCursor(Number(key)) !== cursor) throw new CursorInvalidError();
  return Number(key);
}
