import { useEffect, useRef } from 'preact/hooks';
import { AddView } from './add/AddView.tsx';
import { additions } from './add/additions.ts';
import { address, go, hrefOf } from './address/address.ts';
import type { View } from './address/format.ts';
import { BrowseView } from './browse/BrowseView.tsx';
import { DuplicatesView } from './duplicates/DuplicatesView.tsx';
import { LargerViewOfAddress } from './item/LargerView.tsx';
import { KeyForm } from './KeyForm.tsx';
import { MapView } from './map/MapView.tsx';
import { EncoderLine } from './overview/EncoderLine.tsx';
import { ServerView } from './overview/ServerView.tsx';
import { Confirmation } from './parts/confirm.tsx';
import { SearchView } from './search/SearchView.tsx';
import { offline } from './server/ask.ts';
import { key, wanted } from './server/key.ts';
import { collections, models, refresh } from './server/live.ts';
import { useDrop } from './useDrop.ts';

const viewsByName = {
  search: SearchView,
  browse: BrowseView,
  map: MapView,
  duplicates: DuplicatesView,
  add: AddView,
  server: ServerView,
} as const;

const titles: Readonly<Record<View, string>> = {
  search: 'Search',
  browse: 'Browse',
  map: 'Map',
  duplicates: 'Duplicates',
  add: 'Add',
  server: 'Server',
};

/** The page. */
export function App() {
  const { view, collection } = address.value;
  const over = useDrop();
  const main = useRef<HTMLElement>(null);
  const known = useRef(view);
  useEffect(() => {
    document.title = `${titles[view]} · ${collection} · selfsame`;
    // Another view has what had the focus no more; its heading tells where one is.
    if (known.current !== view) main.current?.querySelector<HTMLElement>('h2')?.focus();
    known.current = view;
  }, [view, collection]);
  const Shown = viewsByName[view];
  // Nothing can be shown without a key; what is there stays while another one is asked for.
  const locked = wanted.value === 'missing' || wanted.value === 'wrong';
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <Header />
      {offline.value && (
        <div class="banner" role="alert">
          <p>The server does not answer. It is asked again every other second.</p>
          <button type="button" onClick={() => void refresh()}>
            Ask now
          </button>
        </div>
      )}
      {wanted.value !== null && <KeyForm />}
      {!locked && (
        <main id="main" ref={main} tabIndex={-1}>
          <Shown key={collection} />
        </main>
      )}
      <LargerViewOfAddress />
      <Confirmation />
      {over && <div class="over" aria-hidden="true" />}
      <footer>
        <a href="docs">API</a>
        <a href="openapi.json">OpenAPI document</a>
      </footer>
    </>
  );
}

function Header() {
  const { view, collection, like } = address.value;
  const all = collections.value ?? [];
  const names = new Set([...all.map(({ name }) => name), collection]);
  const itemsOf = (name: string) => all.find((one) => one.name === name)?.items;
  return (
    <header class="top">
      <div class="title">
        <h1>
          <a href={hrefOf({ view: 'search', like: undefined })}>
            <img src="icon.svg" alt="" /> selfsame
          </a>
        </h1>
        <label>
          <span class="unseen">Collection</span>
          <select
            value={collection}
            onChange={(event) =>
              go({
                collection: event.currentTarget.value,
                ...{ filter: undefined, score: undefined },
                // Items are of one collection; a picture and words may be searched for in any.
                ...(like !== undefined && { like: undefined }),
              })
            }
          >
            {[...names].map((name) => (
              <option key={name} value={name}>
                {name}
                {itemsOf(name) === undefined ? '' : ` (${itemsOf(name)!.toLocaleString()})`}
              </option>
            ))}
          </select>
        </label>
        {key.value !== null && (
          <button type="button" onClick={() => (wanted.value = 'other')}>
            Key
          </button>
        )}
      </div>
      <nav aria-label="Views">
        {Object.entries(titles).map(([name, title]) => (
          <a
            key={name}
            href={hrefOf({ view: name as View })}
            aria-current={name === view ? 'page' : undefined}
          >
            {title}
            {name === 'add' && <Adding />}
            {name === 'server' && <Activating />}
          </a>
        ))}
      </nav>
      <EncoderLine collection={collection} />
    </header>
  );
}

/** How far pictures are on their way, wherever one is on the page. */
function Adding() {
  const running = additions.value.filter(({ progress }) => progress.value.state === 'running');
  if (running.length === 0) return null;
  const sum = (of: 'added' | 'total') =>
    running.reduce((all, { progress }) => all + progress.value[of], 0);
  return (
    <span class="tag">
      {sum('added')}/{sum('total')}
    </span>
  );
}

function Activating() {
  const active = models.value?.some(({ state }) => state === 'activating');
  return active ? <span class="tag">refresh</span> : null;
}
