import { useState } from 'preact/hooks';
import { address } from '../address/address.ts';
import { NothingPasses } from '../filter/NothingPasses.tsx';
import { useFiltering } from '../filter/useFiltering.tsx';
import { deleteItems } from '../item/deleteItems.ts';
import { confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/Problem.tsx';
import { EmptyCollection } from '../search/EmptyCollection.tsx';
import { ask } from '../server/ask.ts';
import { collectionOf, refresh } from '../server/live.ts';
import type { Ids } from './Ids.ts';
import { ItemGrid } from './ItemGrid.tsx';
import { useIds } from './useIds.ts';

/** Everything in a collection: to look through, filter and delete. */
export function BrowseView() {
  const { collection, filter } = address.value;
  const filtering = useFiltering(collection, filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [round, setRound] = useState(0);
  const ids = useIds(collection, filter, round);
  const own = collectionOf(collection);
  const count = ids?.length ?? 0;
  const choose = (id: string, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  const deletePassing = () =>
    confirm({
      title: 'Delete all that pass the filter?',
      text: `Every item of “${collection}” that passes is taken out for good, those that have not been looked at here as well.`,
      action: 'Delete all that pass',
      async act() {
        await ask((client) => client.items.deleteWhere(collection, filter!));
        setRound(round + 1);
        void refresh();
      },
    });
  const isEmpty = ids?.complete && count === 0;
  // Somebody puts in more meanwhile.
  const hasMore = filter === undefined && ids?.complete && (own?.items ?? 0) > ids.listed;
  return (
    <section aria-labelledby="browse">
      <h2 id="browse" tabIndex={-1}>
        {collection}
      </h2>
      <div class="bar">
        {filtering.button}
        {chosen.size > 0 && (
          <>
            <button
              type="button"
              class="danger"
              onClick={() => deleteItems(collection, [...chosen], () => setChosen(new Set()))}
            >
              Delete {chosen.size} chosen …
            </button>
            <button type="button" onClick={() => setChosen(new Set())}>
              Choose none
            </button>
          </>
        )}
        {filter !== undefined && count > 0 && (
          <button type="button" class="danger" onClick={deletePassing}>
            Delete all that pass …
          </button>
        )}
        {hasMore && (
          <button type="button" onClick={() => setRound(round + 1)}>
            There are new ones: read again
          </button>
        )}
      </div>
      {filtering.form}
      <p class="status" role="status" aria-live="polite">
        {statusOf(ids, filter !== undefined)}
      </p>
      {ids?.error && <Problem error={ids.error} again={() => ids.again()} />}
      {isEmpty && filter === undefined && <EmptyCollection collection={collection} />}
      {isEmpty && filter !== undefined && <NothingPasses collection={collection} />}
      {ids && !isEmpty && (count > 0 || ids.error === null) && (
        <ItemGrid collection={collection} ids={ids} chosen={chosen} onChoose={choose} />
      )}
    </section>
  );
}

function statusOf(ids: Ids | null, isFiltered: boolean): string {
  if (ids?.error) return '';
  if (ids === null || (ids.length === 0 && !ids.complete)) return 'Reading …';
  if (ids.length === 0) return isFiltered ? 'Nothing passes the filter.' : '';
  const count = ids.length.toLocaleString();
  return `${count} items${ids.complete ? '' : ' and more'}, the oldest first`;
}
