import type { Collection } from '@selfsame/client';
import { useState } from 'preact/hooks';
import { go } from '../address/address.ts';
import { Problem } from '../parts/Problem.tsx';
import { ask } from '../server/ask.ts';
import { refresh } from '../server/live.ts';

const kept = {
  preview: 'a preview of up to 512 pixels',
  original: 'the picture as it is',
  none: 'nothing: neither shown, nor embedded by another encoder',
} as const;

/** Makes a collection, and goes on with it. */
export function NewCollection({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [keep, setKeep] = useState<Collection['keep']>('preview');
  const [error, setError] = useState<Error | null>(null);
  const create = async () => {
    try {
      await ask((client) => client.collections.put(name, { keep }));
      await refresh();
      go({ collection: name });
      onDone();
    } catch (failed) {
      setError(failed as Error);
    }
  };
  return (
    <form
      class="filter"
      aria-label="New collection"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <label>
        Name{' '}
        <input
          required
          maxLength={64}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        Of each picture it keeps{' '}
        <select
          value={keep}
          onChange={(event) => setKeep(event.currentTarget.value as Collection['keep'])}
        >
          {Object.entries(kept).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {error && <Problem error={error} />}
      <div class="actions">
        <button type="submit" class="strong">
          Create
        </button>
      </div>
    </form>
  );
}
