import type { Filter } from '@selfsame/client';
import { useEffect } from 'preact/hooks';
import { deleted, deletedKey } from '../item/deleteItems.ts';
import { ItemCard } from '../item/ItemCard.tsx';
import { shown } from '../item/shown.ts';
import { Problem } from '../parts/Problem.tsx';
import { useAnswer } from '../parts/useAnswer.ts';

/** What a search found, as pictures. @param by an item's id, or a picture */
export function Results({
  by,
  collection,
  k,
  filter,
}: {
  by: string | Blob;
  collection: string;
  k: number;
  filter: Filter | undefined;
}) {
  const subject = typeof by === 'string' ? { id: by } : { picture: by };
  const answer = useAnswer(
    (client, cancel) => client.search(collection, subject, { k, filter, ...cancel }),
    [by, collection, k, JSON.stringify(filter)],
  );
  const found = answer.state === 'there' ? answer.value.results : [];
  const results = found.filter(({ id }) => !deleted.value.has(deletedKey(collection, id)));
  useEffect(() => {
    shown.value = results.map(({ id }) => id);
  }, [answer, results.length]);
  return (
    <>
      <p class="status" role="status" aria-live="polite">
        {answer.state === 'waiting' && 'Searching …'}
        {answer.state === 'there' && sentenceOf(answer.value, answer.milliseconds, filter)}
      </p>
      {answer.state === 'failed' && <Problem error={answer.error} />}
      {answer.state === 'waiting' && (
        <div class="cards" aria-hidden="true">
          {Array.from({ length: Math.min(k, 24) }, (_, i) => (
            <div key={i} class="card">
              <span class="picture">
                <span class="loading" />
              </span>
            </div>
          ))}
        </div>
      )}
      <ul class="cards" aria-label="Nearest pictures">
        {results.map(({ id, score }) => (
          <ItemCard key={id} collection={collection} id={id} score={score} />
        ))}
      </ul>
    </>
  );
}

function sentenceOf(
  {
    considered,
    exact,
    complete,
    results,
    model,
  }: {
    considered: number;
    exact: boolean;
    complete: boolean;
    results: readonly unknown[];
    model: string;
  },
  milliseconds: number,
  filter: unknown,
): string {
  const passing = filter === undefined ? 'items' : 'items that pass the filter';
  if (results.length === 0)
    return filter === undefined
      ? 'Nothing was found: the collection has no items that this model has seen.'
      : 'Nothing passes the filter.';
  const way = exact ? 'exactly' : 'approximately';
  const short = complete ? '' : ' A narrower search may find more: the filter lets little pass.';
  return `${results.length} of ${considered.toLocaleString()} ${passing}, compared ${way} by ${model}, in ${Math.round(milliseconds)} ms.${short}`;
}
