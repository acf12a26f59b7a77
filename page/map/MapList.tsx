import { useEffect, useState } from 'preact/hooks';
import { deleted, deletedKey } from '../item/deleteItems.ts';
import { ItemCard } from '../item/ItemCard.tsx';
import { shown } from '../item/shown.ts';

/** Cards at first, and with each “more”. */
const atOnce = 48;

/** Items of the map as pictures: what is chosen or, where nothing is, what is in view. */
export function MapList({
  collection,
  label,
  ids,
}: {
  collection: string;
  label: string;
  ids: readonly string[];
}) {
  const [count, setCount] = useState(atOnce);
  const there = ids.filter((id) => !deleted.value.has(deletedKey(collection, id)));
  const listed = there.slice(0, count);
  useEffect(() => setCount(atOnce), [ids]);
  useEffect(() => {
    shown.value = there;
  }, [ids, there.length]);
  return (
    <>
      <ul class="cards" aria-label={label}>
        {listed.map((id) => (
          <ItemCard key={id} collection={collection} id={id} />
        ))}
      </ul>
      {there.length > listed.length && (
        <div class="actions">
          <button type="button" onClick={() => setCount(count + atOnce)}>
            Show more of {there.length.toLocaleString()}
          </button>
        </div>
      )}
    </>
  );
}
