import { signal } from '@preact/signals';

const storage = 'selfsame-key';

/** Why a key is wanted; null while none is. */
export type Wanted = 'missing' | 'wrong' | 'other';
export const wanted = signal<Wanted | null>(null);

/** The API key; kept in this tab until it is closed. */
export const key = signal(sessionStorage.getItem(storage));

export function takeKey(given: string | null): void {
  if (given === null) sessionStorage.removeItem(storage);
  else sessionStorage.setItem(storage, given);
  key.value = given;
  wanted.value = null;
}
