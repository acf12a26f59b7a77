import type { Filter } from '@selfsame/client';

export const views = ['search', 'browse', 'map', 'duplicates', 'add', 'server'] as const;
export type View = (typeof views)[number];

export interface Address {
  readonly view: View;
  readonly collection: string;
  /** The item that is searched by. */
  readonly like?: string | undefined;
  /** The picture that is searched by: its number in this tab, which alone has it. */
  readonly picture?: string | undefined;
  /** The words that are searched by. */
  readonly text?: string | undefined;
  readonly filter?: Filter | undefined;
  /** How many results. */
  readonly k?: number | undefined;
  /** From which score on two items are near-duplicates. */
  readonly score?: number | undefined;
  /** The item that is looked at closely. */
  readonly item?: string | undefined;
}

/** `#/search?collection=album&like=boats.jpg`: what follows the # is told to no server. */
export function formatAddress({ view, filter, ...others }: Address): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(others))
    if (value !== undefined) query.set(name, String(value));
  if (filter !== undefined) query.set('filter', JSON.stringify(filter));
  return `#/${view}?${query}`;
}

/** @param collection where the address names none */
export function parseAddress(hash: string, collection: string): Address {
  const [path = '', search] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? undefined;
  const number = (name: string) => {
    const value = Number(query.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  return {
    view: views.find((view) => view === path) ?? 'search',
    collection: text('collection') || collection,
    like: text('like'),
    picture: text('picture'),
    text: text('text'),
    filter: filterOf(text('filter')),
    k: number('k'),
    score: number('score'),
    item: text('item'),
  };
}

/** What is no JSON is no filter; what else is wrong with one the server tells. */
function filterOf(text: string | undefined): Filter | undefined {
  try {
    return JSON.parse(text ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
