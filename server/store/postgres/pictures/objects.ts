import { randomUUID } from 'node:crypto';
import { PicturesUnavailableError } from '../../../errors/collections.ts';
import type { NewImage } from '../../contract/items.ts';
import type { Reached } from '../../pictures/Reached.ts';

/** A picture as its row is to have it: `bytes` in the row, or an object outside the database. */
export interface KeptImage {
  readonly type: string;
  readonly side: number | null;
  readonly bytes: Uint8Array | null;
  readonly object: string | null;
  /** In bytes. */
  readonly length: number;
}

/** Unguessable, and never used twice. */
export function newKey(): string {
  const id = randomUUID();
  return `${id.slice(0, 3)}/${id}`;
}

/** What may be deleted if no row names it: what {@link newKey} has made, whole or half written. */
export const isKey = (key: string): boolean =>
  /^[0-9a-f]{3}\/[0-9a-f-]{36}(\.[0-9a-f-]{36}\.partial)?$/.test(key);

export const inRow = ({ type, side, bytes }: NewImage): KeptImage => ({
  ...{ type, side, bytes, object: null, length: bytes.length },
});

export const asObject = ({ type, side, bytes }: NewImage, object: string): KeptImage => ({
  ...{ type, side, bytes: null, object, length: bytes.length },
});

/** @throws {PicturesUnavailableError} where a picture is outside and the server was not told where */
export function placeOf(place: Reached | null): Reached {
  if (place === null)
    throw new PicturesUnavailableError(
      'another place than the database',
      'this server was started without --pictures',
    );
  return place;
}
