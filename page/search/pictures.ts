import { signal } from '@preact/signals';
import { go } from '../address/address.ts';

/** A picture that is searched by: in this tab alone, under a number that is its part of the address. */
export interface Asked {
  readonly number: string;
  readonly file: Blob;
  readonly name: string;
  /** To be shown. */
  readonly source: string;
}

/** As many as are remembered, so that back and forward find them. */
const most = 100;
/** Of so many dropped at once, the others stand beside the one that is searched by. */
export const mostAtOnce = 24;

const asked = new Map<string, Asked>();
/** Numbers go on from the time, so that none is that of a picture from before the page was loaded again. */
let count = Date.now();

/** Those that came together with the one that is searched by. */
export const together = signal<readonly Asked[]>([]);

export const pictureOf = (number: string): Asked | undefined => asked.get(number);

/** Searches by the first of these, and offers the others. */
export function searchBy(files: readonly Blob[]): void {
  const all = files.slice(0, mostAtOnce).map(remember);
  together.value = all;
  const [first] = all;
  if (first !== undefined) go({ view: 'search', picture: first.number });
}

function remember(file: Blob): Asked {
  const number = (++count).toString(36);
  const name = file instanceof File && file.name !== '' ? file.name : 'picture';
  const one = { number, file, name, source: URL.createObjectURL(file) };
  asked.set(number, one);
  const [oldest] = asked.values();
  if (asked.size > most && oldest) {
    URL.revokeObjectURL(oldest.source);
    asked.delete(oldest.number);
  }
  return one;
}
