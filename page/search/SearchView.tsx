import { useEffect, useRef } from 'preact/hooks';
import { address, go, hrefOf } from '../address/address.ts';
import { useFiltering } from '../filter/useFiltering.tsx';
import { FilePicker } from '../parts/FilePicker.tsx';
import { OwnPicture } from '../parts/OwnPicture.tsx';
import { Picture } from '../parts/Picture.tsx';
import { collectionOf, modelOf } from '../server/live.ts';
import { EmptyCollection } from './EmptyCollection.tsx';
import { embedHere, embedsHere } from './here.ts';
import { pictureOf, searchBy, together } from './pictures.ts';
import { Results, type Subject } from './Results.tsx';
import { WordsForm } from './WordsForm.tsx';

const usualK = 24;
const ks = [24, 48, 96, 192];

/** Searching: by a picture of the user's, by an item, or by words where the model takes some. */
export function SearchView() {
  const { collection, like, picture, text, filter, k = usualK } = address.value;
  const filtering = useFiltering(collection, filter);
  const asked = picture === undefined ? undefined : pictureOf(picture);
  const subject = subjectOf(like, text, asked?.file);
  const name = like ?? (text === undefined ? asked?.name : `“${text}”`);
  const isNew = [like, picture, text].some((by) => by !== undefined);
  const isEmpty = collectionOf(collection)?.items === 0;
  return (
    <>
      <section class={isNew ? 'ask compact' : 'ask'} aria-label="What to search for">
        {like !== undefined && (
          <div class="asked">
            <Picture collection={collection} id={like} side={128} alt={`The item ${like}`} />
          </div>
        )}
        {asked && (
          <div class="asked">
            <OwnPicture source={asked.source} alt={asked.name} />
          </div>
        )}
        <div class="invitation">
          {isNew ? (
            <p>Another one: drop or paste it anywhere.</p>
          ) : (
            <p class="large">
              Drop a picture anywhere, or paste one, to find the ones most like it.
            </p>
          )}
          <div class="actions">
            <FilePicker label="Choose a picture" accept="image/*" onFiles={searchBy} strong />
            <FilePicker
              label="Take a photograph"
              accept="image/*"
              capture
              onFiles={searchBy}
              touchOnly
            />
          </div>
          {modelOf(collection)?.text && <WordsForm />}
          <label class="check">
            <input
              type="checkbox"
              checked={embedsHere.value}
              onChange={(event) => embedHere(event.currentTarget.checked)}
            />{' '}
            Embed in this browser: the picture is not sent
          </label>
        </div>
      </section>
      {asked && <Together current={asked.number} />}
      {isEmpty && <EmptyCollection collection={collection} />}
      {isNew && (
        <section aria-label="Results">
          <Heading subject={name} />
          <div class="bar">
            {filtering.button}
            <label>
              Show{' '}
              <select value={k} onChange={(event) => go({ k: Number(event.currentTarget.value) })}>
                {[...new Set([...ks, k])].map((count) => (
                  <option key={count} value={count}>
                    {count}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {filtering.form}
          {subject === undefined ? (
            <div class="problem" role="alert">
              <p>
                This is the address of a search by a picture that was in another tab, or before the
                page was loaded again. Pictures are not kept: drop it again. The address of a search
                by an item can be shared.
              </p>
            </div>
          ) : (
            <Results by={subject} collection={collection} k={k} filter={filter} />
          )}
          {asked && (
            <p class="faint">
              Your picture is in this tab alone, so the address of this search cannot be shared;
              that of a search by one of the results can.
            </p>
          )}
        </section>
      )}
    </>
  );
}

function subjectOf(
  like: string | undefined,
  text: string | undefined,
  picture: Blob | undefined,
): Subject | undefined {
  if (like !== undefined) return { id: like };
  if (text !== undefined) return { text };
  return picture && { picture };
}

/** Takes the focus with each new search: what had it may be gone. */
function Heading({ subject }: { subject: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [subject]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {subject === undefined ? 'Search' : `Most like ${subject}`}
    </h2>
  );
}

/** The others of the pictures that were dropped at once. */
function Together({ current }: { current: string }) {
  const all = together.value;
  if (all.length < 2 || !all.some(({ number }) => number === current)) return null;
  return (
    <nav class="strip" aria-label="Pictures that came together">
      {all.map(({ number, name, source }) => (
        <a
          key={number}
          href={hrefOf({ picture: number })}
          aria-current={number === current ? 'true' : undefined}
          aria-label={`Search for ${name}`}
        >
          <img src={source} alt="" />
        </a>
      ))}
    </nav>
  );
}
