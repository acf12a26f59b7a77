import { ask, hasCode } from '../server/ask.ts';

/** Items that are written to at once. */
const together = 4;

/** Writes a field into the metadata of items. @returns how many there were; the others are gone */
export async function tagItems(
  collection: string,
  ids: readonly string[],
  tag: Readonly<Record<string, unknown>>,
  onProgress: (done: number) => void,
): Promise<number> {
  const left = ids.values();
  let [written, done] = [0, 0];
  const work = async () => {
    for (const id of left) {
      try {
        await ask((client) => client.items.patch(collection, id, tag));
        written++;
      } catch (error) {
        // It was deleted since the map was made.
        if (!hasCode(error, 'item_not_found')) throw error;
      }
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return written;
}
