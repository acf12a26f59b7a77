import type { CollectionMap } from '@selfsame/client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { address } from '../address/address.ts';
import { Problem } from '../parts/Problem.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { EmptyCollection } from '../search/EmptyCollection.tsx';
import { hasCode } from '../server/ask.ts';
import { collections } from '../server/live.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { MapList } from './MapList.tsx';
import { lastMaking, MapMaking } from './MapMaking.tsx';
import { TagForm } from './TagForm.tsx';

/** A collection at a glance: what the encoder takes to be alike lies together. */
export function MapView() {
  const { collection } = address.value;
  const made = lastMaking(collection);
  const own = collections.value?.find(({ name }) => name === collection);
  // Another map is there once it is made, and with another encoder.
  const answer = useAnswer(
    (client, cancel) => client.collections.map(collection, cancel),
    [collection, made?.state === 'done' ? made.id : undefined, own?.model],
  );
  const isMissing = answer.state === 'failed' && hasCode(answer.error, 'map_not_found');
  return (
    <section aria-labelledby="map">
      <h2 id="map" tabIndex={-1}>
        Map of {collection}
      </h2>
      {answer.state === 'waiting' && (
        <p class="status" role="status" aria-live="polite">
          Reading …
        </p>
      )}
      {answer.state === 'failed' && !isMissing && <Problem error={answer.error} />}
      {isMissing && own?.items === 0 && <EmptyCollection collection={collection} />}
      {isMissing && own?.items !== 0 && (
        <div class="hint">
          <p>
            No map was made of this collection by the encoder that it is searched by. Some thousands
            of items take some seconds, 20,000 some minutes; searches go on meanwhile.
          </p>
          <MapMaking collection={collection} action="Make the map" />
        </div>
      )}
      {answer.state === 'there' && <Whole map={answer.value} />}
    </section>
  );
}

function Whole({ map }: { map: CollectionMap }) {
  const { collection, ids, vectors, vectors_now: now } = map;
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [seen, setSeen] = useState<readonly number[]>([]);
  useEffect(() => setChosen([]), [map]);
  const idsOf = (numbers: readonly number[]) => numbers.map((i) => ids[i]!);
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);
  const isChosen = chosen.length > 0;
  const listed = isChosen ? chosen : seen;
  const all = ids.length < vectors ? `${ids.length.toLocaleString()} of ` : '';
  return (
    <>
      <p class="status" role="status" aria-live="polite">
        {all}
        {vectors.toLocaleString()} items, as {map.model} sees them.{' '}
        {isChosen
          ? `${chosen.length.toLocaleString()} are chosen.`
          : `${seen.length.toLocaleString()} are in view.`}
      </p>
      <MapCanvas
        collection={collection}
        points={map}
        chosen={chosenSet}
        onChoose={setChosen}
        onView={setSeen}
      />
      {now !== vectors && (
        <div class="hint">
          <p>
            The collection has {now.toLocaleString()} items now, and had {vectors.toLocaleString()}{' '}
            when the map was made.
          </p>
          <MapMaking collection={collection} action="Make it anew" />
        </div>
      )}
      {isChosen && (
        <>
          <div class="bar">
            <h3>{chosen.length.toLocaleString()} chosen</h3>
            <button type="button" onClick={() => setChosen([])}>
              Choose none
            </button>
          </div>
          <TagForm collection={collection} ids={idsOf(chosen)} />
        </>
      )}
      <MapList
        collection={collection}
        label={isChosen ? 'Chosen on the map' : 'In view on the map'}
        ids={idsOf(listed)}
      />
    </>
  );
}
