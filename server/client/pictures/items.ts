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

const pathOf = (collection: string) => `/v1/collections/${encodeURIComponent(collection)}`;

/** How many items a collection has. @throws {SelfsameError} that the server tells */
export const countItems = async (call: Call, collection: string): Promise<number> =>
  (await call<{ items: number }>('GET', pathOf(collection))).items;

/** The items of a collection, page by page. */
export async function* listItems(
  call: Call,
  collection: string,
): AsyncGenerator<readonly ItemAnswer[]> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(pageItems), ...(cursor && { cursor }) });
    const page: { data: ItemAnswer[]; next: string | null } = await call(
      'GET',
      `${pathOf(collection)}/items?${query}`,
    );
    yield page.data;
    cursor = page.next;
  } while (cursor !== null);
}
