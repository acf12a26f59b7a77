import type { Call } from '../call.ts';

/** An item as the API lists it. */
export interface ItemAnswer {
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Path of the kept picture; null without. */
  readonly image: string | null;
  readonly updated: string;
}

/** Items of one request: what is fetched of them is put into place together. */
const pageItems = 100;

/** The items of a collection, page by page, with how many there were when it began. */
export async function* listItems(
  call: Call,
  collection: string,
): AsyncGenerator<{ readonly items: readonly ItemAnswer[]; readonly total: number }> {
  const path = `/v1/collections/${encodeURIComponent(collection)}`;
  const { items: total } = await call<{ items: number }>('GET', path);
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(pageItems), ...(cursor && { cursor }) });
    const page: { data: ItemAnswer[]; next: string | null } = await call(
      'GET',
      `${path}/items?${query}`,
    );
    yield { items: page.data, total };
    cursor = page.next;
  } while (cursor !== null);
}
