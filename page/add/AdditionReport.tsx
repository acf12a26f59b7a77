import { useEffect, useState } from 'preact/hooks';
import { hrefOf } from '../address/address.ts';
import { OwnPicture } from '../parts/OwnPicture.tsx';
import { Picture } from '../parts/Picture.tsx';
import { Problem } from '../parts/Problem.tsx';
import type { Addition, Progress } from './Addition.ts';
import type { Found } from './found.ts';

const mostListed = 200;
const mostCompared = 20;

/** How far pictures are on their way, what was left out and why, and what is there already. */
export function AdditionReport({ addition }: { addition: Addition }) {
  const { collection, progress } = addition;
  const now = progress.value;
  const { state, total, leftOut, there, error } = now;
  const ended = state === 'done' || state === 'stopped';
  return (
    <section class="report" aria-label={`Adding to ${collection}`}>
      <p class="status" role="status" aria-live="polite">
        {sentenceOf(collection, now)}
      </p>
      {!ended && (
        <progress
          aria-label="Pictures that are done"
          value={doneOf(now)}
          max={Math.max(total, 1)}
        />
      )}
      {error && <Problem error={error} again={() => addition.resume()} />}
      <div class="actions">
        {state === 'running' && (
          <button type="button" onClick={() => addition.pause()}>
            Pause
          </button>
        )}
        {state === 'paused' && error === null && (
          <button type="button" class="strong" onClick={() => addition.resume()}>
            Go on
          </button>
        )}
        {!ended && (
          <button type="button" onClick={() => addition.stop()}>
            Stop
          </button>
        )}
        {ended && (
          <a class="button" href={hrefOf({ view: 'browse', collection, filter: undefined })}>
            Browse {collection}
          </a>
        )}
      </div>
      {there.length > 0 && <AlreadyThere addition={addition} there={there} />}
      {leftOut.length > 0 && (
        <details>
          <summary>{leftOut.length.toLocaleString()} left out, and why</summary>
          <ul class="names">
            {leftOut.slice(0, mostListed).map(({ id, reason }) => (
              <li key={id}>
                <strong>{id}</strong>: {reason}
              </li>
            ))}
            {leftOut.length > mostListed && <li>and {leftOut.length - mostListed} more</li>}
          </ul>
        </details>
      )}
    </section>
  );
}

function AlreadyThere({ addition, there }: { addition: Addition; there: readonly Found[] }) {
  return (
    <div class="hint">
      <p>
        {there.length === 1 ? 'An item has this id' : `${there.length} items have these ids`}{' '}
        already. Nothing was overwritten.
      </p>
      <div class="actions">
        <button type="button" onClick={() => addition.leave(there)}>
          Leave {there.length === 1 ? 'it' : 'all'} as {there.length === 1 ? 'it is' : 'they are'}
        </button>
        <button type="button" class="danger" onClick={() => addition.replace(there)}>
          Replace {there.length === 1 ? 'it' : `all ${there.length}`}
        </button>
      </div>
      <ul class="compared">
        {there.slice(0, mostCompared).map((found) => (
          <li key={found.id}>
            <figure>
              <Picture
                collection={addition.collection}
                id={found.id}
                side={80}
                alt={`There: ${found.id}`}
              />
              <figcaption>there</figcaption>
            </figure>
            <figure>
              <FilePicture file={found.file} alt={`Yours: ${found.id}`} />
              <figcaption>yours</figcaption>
            </figure>
            <span class="id">{found.id}</span>
            {there.length > 1 && (
              <button type="button" onClick={() => addition.replace([found])}>
                Replace
              </button>
            )}
          </li>
        ))}
        {there.length > mostCompared && <li>and {there.length - mostCompared} more</li>}
      </ul>
    </div>
  );
}

function FilePicture({ file, alt }: { file: File; alt: string }) {
  const [source, setSource] = useState<string | undefined>(undefined);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setSource(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return source === undefined ? <span class="loading" /> : <OwnPicture source={source} alt={alt} />;
}

/** Of the pictures, without what was not even sent. */
const doneOf = ({ added, replaced, there }: Progress) => added + replaced + there.length;

function sentenceOf(collection: string, now: Progress): string {
  const { state, total, added, replaced, there, leftOut } = now;
  const parts = [
    `${added.toLocaleString()} added`,
    ...(replaced > 0 ? [`${replaced.toLocaleString()} replaced`] : []),
    ...(there.length > 0 ? [`${there.length.toLocaleString()} there already`] : []),
    ...(leftOut.length > 0 ? [`${leftOut.length.toLocaleString()} left out`] : []),
  ].join(', ');
  const of = `of ${total.toLocaleString()} pictures for “${collection}”`;
  const word = { running: 'Adding', paused: 'Paused', done: 'Done', stopped: 'Stopped' }[state];
  return `${word}: ${parts} ${of}.`;
}
