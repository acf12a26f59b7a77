import { useState } from 'preact/hooks';
import { hrefOf } from '../address/address.ts';
import { scalarOf } from '../filter/rows.ts';
import { confirm } from '../parts/confirm.tsx';
import { tagItems } from './tagItems.ts';

/** Writes a field into the metadata of what is chosen, once that is confirmed. */
export function TagForm({ collection, ids }: { collection: string; ids: readonly string[] }) {
  const [field, setField] = useState('');
  const [text, setText] = useState('');
  const [done, setDone] = useState('');
  const value = scalarOf(text, []);
  const count = `${ids.length.toLocaleString()} ${ids.length === 1 ? 'item' : 'items'}`;
  const ask = () =>
    confirm({
      title: `Write to ${count}?`,
      text: `The field “${field}” of their metadata becomes ${JSON.stringify(value)}, whatever it is now.`,
      action: `Write to ${count}`,
      async act() {
        const tell = (number: number) =>
          setDone(`Written to ${number.toLocaleString()} of ${count} …`);
        const written = await tagItems(collection, ids, { [field]: value }, tell);
        const gone = ids.length - written;
        const left = gone > 0 ? `; ${gone.toLocaleString()} are not there any more` : '';
        setDone(`Written to ${written.toLocaleString()} of ${count}${left}.`);
      },
    });
  return (
    <form
      class="filter"
      aria-label="Tag what is chosen"
      onSubmit={(event) => {
        event.preventDefault();
        if (field !== '') ask();
      }}
    >
      <div class="condition">
        <input
          aria-label="Field of the metadata"
          placeholder="field"
          required
          value={field}
          onInput={(event) => setField(event.currentTarget.value)}
        />
        <input
          aria-label="Its value"
          placeholder="value"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">Tag {count} …</button>
      </div>
      <p class="status" aria-live="polite">
        {done}
        {done.endsWith('.') && (
          <>
            {' '}
            <a href={hrefOf({ view: 'browse', filter: { field, eq: value } as never })}>
              Browse those
            </a>
          </>
        )}
      </p>
    </form>
  );
}
