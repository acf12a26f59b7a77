import { useEffect, useRef, useState } from 'preact/hooks';
import { ItemCard } from '../item/ItemCard.tsx';
import { shown } from '../item/shown.ts';
import { useColumns } from './useColumns.ts';
import type { Ids } from './useIds.ts';
import { useRows } from './useRows.ts';

/** All items of a collection, of which those that the window shows are there. */
export function ItemGrid({
  collection,
  ids,
  total,
  chosen,
  onChoose,
}: {
  collection: string;
  ids: Ids;
  /** How many there are; undefined if that is not known. */
  total: number | undefined;
  chosen: ReadonlySet<string>;
  onChoose: (id: string, chosen: boolean) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const { columns, height } = useColumns(list);
  const known = ids.ids.length;
  // Where the number is not known, a row of what may come follows.
  const count = ids.complete ? known : Math.max(known + columns, total ?? 0);
  const rows = useRows(list, Math.ceil(count / columns), height, focused);
  const seen = rows.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!ids.complete) void ids.want(Math.min(count, (last + 8) * columns));
  }, [ids, last, columns, count]);
  useEffect(() => {
    shown.value = ids.ids;
  }, [ids.ids, known]);
  return (
    <div
      ref={list}
      class="grid"
      style={{ height: `${rows.getTotalSize()}px` }}
      onFocusIn={(event) => {
        const row = (event.target as Element).closest<HTMLElement>('[data-index]');
        setFocused(row === null ? null : Number(row.dataset.index));
      }}
      onFocusOut={() => setFocused(null)}
    >
      {seen.map(({ index, start }) => (
        <ul
          key={index}
          ref={(row: HTMLUListElement | null) => rows.measureElement(row)}
          data-index={index}
          class="row"
          aria-label={`Row ${index + 1}`}
          style={{
            transform: `translateY(${start - rows.options.scrollMargin}px)`,
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          }}
        >
          {Array.from({ length: Math.min(columns, count - index * columns) }, (_, i) => {
            const at = index * columns + i;
            const id = ids.ids[at];
            if (id === undefined)
              return (
                <li key={at} class="card" aria-label="not read yet">
                  <span class="picture">
                    <span class="loading" />
                  </span>
                </li>
              );
            return (
              <ItemCard
                key={id}
                collection={collection}
                id={id}
                position={{ at: at + 1, of: ids.complete ? known : (total ?? -1) }}
                chosen={chosen.has(id)}
                onChoose={(given) => onChoose(id, given)}
              />
            );
          })}
        </ul>
      ))}
    </div>
  );
}
