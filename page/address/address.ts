import { signal } from '@preact/signals';
import { type Address, formatAddress, parseAddress } from './format.ts';

const lastCollection = 'selfsame-collection';
const fallback = () => localStorage.getItem(lastCollection) ?? 'default';
const current = () => parseAddress(location.hash, fallback());

/** What the page shows: all of it is in the address, so that back and forward work and it can be shared. */
export const address = signal<Address>(current());

window.addEventListener('hashchange', () => {
  address.value = current();
  localStorage.setItem(lastCollection, address.value.collection);
});

/** What is searched by: one of these. */
const nothing = { like: undefined, picture: undefined, text: undefined };

/**
 * The address that a link leads to. What is left out stays, but for the larger view, which closes, and
 * for what was searched by where something else is.
 */
export function hrefOf(changes: Partial<Address>): string {
  const isOther = Object.keys(nothing).some((by) => by in changes);
  const rest = { ...address.value, ...(isOther && nothing), item: undefined };
  return formatAddress({ ...rest, ...changes });
}

/** Goes there; the way back is one step. */
export function go(changes: Partial<Address>): void {
  location.hash = hrefOf(changes);
}

/** The same without a step of its own. */
export function replace(changes: Partial<Address>): void {
  history.replaceState(null, '', hrefOf(changes));
  address.value = current();
  localStorage.setItem(lastCollection, address.value.collection);
}
