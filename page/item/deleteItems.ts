import { signal } from '@preact/signals';
import { confirm } from '../parts/confirm.tsx';
import { ask, hasCode } from '../server/ask.ts';
import { forgetPicture } from '../server/kept.ts';
import { refresh } from '../server/live.ts';

/** Items that were deleted here, for lists that have them still: `collection/id`. */
export const deleted = signal<ReadonlySet<string>>(new Set());

export const deletedKey = (collection: string, id: string) => `${collection}/${id}`;

/** Asks, and deletes. @param after once they are gone */
export function deleteItems(
  collection: string,
  ids: readonly string[],
  after: () => void = () => {},
): void {
  const what = ids.length === 1 ? 'this item' : `these ${ids.length} items`;
  confirm({
    title: `Delete ${what}?`,
    text: `They are taken out of “${collection}” for good. The files that they came from stay.`,
    names: ids,
    action: ids.length === 1 ? 'Delete' : `Delete ${ids.length} items`,
    async act() {
      for (const id of ids) await deleteOne(collection, id);
      void refresh();
      after();
    },
  });
}

/** After something was put under an id that an item was deleted from. */
export function isBack(collection: string, id: string): void {
  const key = deletedKey(collection, id);
  if (!deleted.peek().has(key)) return;
  deleted.value = new Set([...deleted.peek()].filter((one) => one !== key));
}

async function deleteOne(collection: string, id: string): Promise<void> {
  try {
    await ask((client) => client.items.delete(collection, id));
  } catch (error) {
    // Somebody else was faster.
    if (!hasCode(error, 'item_not_found')) throw error;
  }
  forgetPicture(collection, id);
  deleted.value = new Set([...deleted.value, deletedKey(collection, id)]);
}
