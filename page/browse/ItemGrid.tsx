import { useEffect, useRef, useState } from 'preact/hooks';
import { ItemCard } from '../item/ItemCard.tsx';
import { ItemName } from '../item/ItemName.tsx';
import { shown } from '../item/shown.ts';
import type { Ids } from './Ids.ts';
import { useColumns } from './useColumns.ts';
import { useRows } from './useRows.ts';

/** Rows beyond those that are there whose ids are read ahead. */
const ahead = 8;

/** All items of a collection, of which those that the window shows are there. */
export function ItemGrid({
  collection,
  ids,
  chosen,
  onChoose,
}: {
  collection: string;
  ids: Ids;
  chosen: ReadonlySet<string>;
  onChoose: (id: string, chosen: boolean) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const { columns, height } = useColumns(list);
  const { length, complete, version } = ids;
  // Where the number is not known, a row of what may come follows.
  const count = complete ? length : length + columns;
  const { rows, flies } = useRows(list, Math.ceil(count / columns), height, focused);
  const seen = rows.filter((row) => row !== focused);
  const [first = 0, last = 0] = [seen[0], seen.at(-1)];
  useEffect(
    () => ids.want(Math.max(0, first - ahead) * columns, (last + 1 + ahead) * columns),
    [ids, first, last, columns, version],
  );
  useEffect(() => {
    shown.value = ids.around(first * columns);
  }, [ids, version, length, first, columns]);
  return (
    <div
      ref={list}
      class="grid"
      style={{ height: `${Math.ceil(count / columns) * height}px` }}
      onFocusIn={(event) => {
        const row = (event.target as Element).closest<HTMLElement>('[data-index]');
        setFocused(row === null ? null : Number(row.dataset.index));
      }}
      onFocusOut={({ relatedTarget }) => {
        // From one thing in the grid to the next: its row is not to go between.
        if (!list.current?.contains(relatedTarget as Node | null)) setFocused(null);
      }}
    >
      {rows.map((row) => (
        <ul
          key={row}
          data-index={row}
          class="row"
          aria-label={`Row ${row + 1}`}
          style={{
            height: `${height}px`,
            transform: `translateY(${row * height}px)`,
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          }}
        >
          {withRest(ids, row * columns, Math.min(columns, count - row * columns)).map((id, i) =>
            id === undefined || (flies && row !== focused) ? (
              <Passing key={i} id={id} />
            ) : (
              <ItemCard
                key={id}
                collection={collection}
                id={id}
                position={{ at: row * columns + i + 1, of: complete ? length : -1 }}
                chosen={chosen.has(id)}
                onChoose={(given) => onChoose(id, given)}
              />
            ),
          )}
        </ul>
      ))}
    </div>
  );
}

/** An item whose id is not known yet, or that nobody can look at now. */
function Passing({ id }: { id: string | undefined }) {
  return (
    <li class="card" data-id={id} aria-label={id ?? 'not read yet'}>
      <span class="picture">
        <span class="loading" />
      </span>
      {id && <ItemName id={id} />}
    </li>
  );
}

/** So many ids from one on, those included of which nothing is known yet. */
function withRest(ids: Ids, from: number, count: number): (string | undefined)[] {
  const known = ids.slice(from, from + count);
  return [...known, ...Array.from({ length: count - known.length }, () => undefined)];
}
