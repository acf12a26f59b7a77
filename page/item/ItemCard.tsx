import { go, hrefOf } from '../address/address.ts';
import { Picture } from '../parts/Picture.tsx';
import { ItemName } from './ItemName.tsx';

/** Pixels of a card's picture, about: there are as many columns as there is room for. */
const pictureSide = 160;

/** An item among others: its picture leads to what is like it, the button beside it to a larger view. */
export function ItemCard({
  collection,
  id,
  score,
  position,
  chosen,
  onChoose,
}: {
  collection: string;
  id: string;
  score?: number;
  /** Of how many it is the how-manieth, from 1. */
  position?: { readonly at: number; readonly of: number };
  chosen?: boolean;
  onChoose?: (chosen: boolean) => void;
}) {
  return (
    <li class="card" aria-setsize={position?.of} aria-posinset={position?.at} data-id={id}>
      <a class="picture" href={hrefOf({ view: 'search', like: id })}>
        <span class="unseen">Search for what is like {id}</span>
        <Picture collection={collection} id={id} side={pictureSide} />
      </a>
      <div class="caption">
        <ItemName id={id} />
        {score !== undefined && (
          <span class="score" title="Cosine similarity: 1 is the same">
            {score.toFixed(3)}
          </span>
        )}
        <span class="tools">
          {onChoose && (
            <input
              type="checkbox"
              checked={chosen}
              aria-label={`Choose ${id}`}
              onChange={(event) => onChoose(event.currentTarget.checked)}
            />
          )}
          <button
            type="button"
            class="plain"
            aria-label={`Look closely at ${id}`}
            title="Look closely"
            onClick={() => go({ item: id })}
          >
            ⤢
          </button>
        </span>
      </div>
    </li>
  );
}
