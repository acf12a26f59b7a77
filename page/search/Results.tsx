import type { Filter, SearchAnswer } from '@selfsame/client';
import { useEffect } from 'preact/hooks';
import { NothingPasses } from '../filter/NothingPasses.tsx';
import { deleted, deletedKey } from '../item/deleteItems.ts';
import { ItemCard } from '../item/ItemCard.tsx';
import { shown } from '../item/shown.ts';
import { Problem } from '../parts/Problem.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { embedsHere, type Here, searchHere } from './here.ts';

/** By an item, a picture, or words. */
export type Subject =
  | { readonly id: string }
  | { readonly picture: Blob }
  | { readonly text: string };

/** What a search found, as pictures. */
export function Results({
  by,
  collection,
  k,
  filter,
}: {
  by: Subject;
  collection: string;
  k: number;
  filter: Filter | undefined;
}) {
  const here = embedsHere.value && 'picture' in by;
  const answer = useAnswer<SearchAnswer & { readonly here?: Here }>(
    (client, cancel) => {
      const options = { k, filter, ...cancel };
      return here
        ? searchHere(client, collection, by.picture, options)
        : client.search(collection, by, options);
    },
    [...Object.entries(by)[0]!, here, collection, k, JSON.stringify(filter)],
  );
  const found = answer.state === 'there' ? answer.value.results : [];
  const results = found.filter(({ id }) => !deleted.value.has(deletedKey(collection, id)));
  useEffect(() => {
    shown.value = results.map(({ id }) => id);
  }, [answer, results.length]);
  return (
    <>
      <p class="status" role="status" aria-live="polite">
        {answer.state === 'waiting' &&
          (here ? 'Embedding in this browser, and searching …' : 'Searching …')}
        {answer.state === 'there' && sentenceOf(answer.value, answer.milliseconds, filter)}
      </p>
      {answer.state === 'there' && answer.value.here && <HowHere here={answer.value.here} />}
      {answer.state === 'failed' && <Problem error={answer.error} />}
      {answer.state === 'there' && found.length === 0 && filter !== undefined && (
        <NothingPasses collection={collection} />
      )}
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

/** How long each stage took, and what computed. */
function HowHere({ here: { device, threads, note, ms } }: { here: Here }) {
  const rounded = (milliseconds: number) => `${Math.round(milliseconds)} ms`;
  const by =
    device === 'webgpu'
      ? 'WebGPU'
      : `WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return (
    <p class="faint">
      Embedded in this browser by {by}: decoded in {rounded(ms.decode)}, resized in{' '}
      {rounded(ms.resize)}, encoded in {rounded(ms.encode)}; the search by its vector took{' '}
      {rounded(ms.search)}. The picture was not sent. {note}
    </p>
  );
}
