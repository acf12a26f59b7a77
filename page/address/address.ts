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

/** The address that a link leads to. What is left out stays, but for the larger view, which closes. */
export const hrefOf = (changes: Partial<Address>): string =>
  formatAddress({ ...address.value, item: undefined, ...changes });

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
