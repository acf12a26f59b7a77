import { useState } from 'preact/hooks';
import { address } from '../address/address.ts';
import { Command } from '../parts/Command.tsx';
import { FilePicker } from '../parts/FilePicker.tsx';
import { indexCommand } from '../server/commands.ts';
import { AdditionReport } from './AdditionReport.tsx';
import { add, additions, begin, offered } from './additions.ts';
import { NewCollection } from './NewCollection.tsx';
import { withPaths } from './readDrop.ts';

/** Putting pictures into a collection. */
export function AddView() {
  const { collection } = address.value;
  const [creating, setCreating] = useState(false);
  const take = (files: File[]) => add(collection, withPaths(files));
  return (
    <section aria-labelledby="add">
      <h2 id="add" tabIndex={-1}>
        Add pictures to {collection}
      </h2>
      {offered.value && (
        <div class="hint" role="alert">
          <p>
            {offered.value.pictures.length} pictures were dropped. Add them to “{collection}”?
          </p>
          <div class="actions">
            <button type="button" onClick={() => (offered.value = null)}>
              No
            </button>
            <button type="button" class="strong" onClick={() => begin(collection, offered.value!)}>
              Add them
            </button>
          </div>
        </div>
      )}
      <div class="ask">
        <div class="invitation">
          <p class="large">Drop pictures or a whole folder here.</p>
          <div class="actions">
            <FilePicker label="Choose pictures" accept="image/*" multiple onFiles={take} strong />
            <FilePicker label="Choose a folder" folder onFiles={take} />
            <FilePicker
              label="Take a photograph"
              accept="image/*"
              capture
              onFiles={take}
              touchOnly
            />
            <button type="button" aria-expanded={creating} onClick={() => setCreating(!creating)}>
              New collection
            </button>
          </div>
          <p class="faint">
            Each has its path in the folder as its id. What is there already is never overwritten
            unless you say so.
          </p>
        </div>
      </div>
      {creating && <NewCollection onDone={() => setCreating(false)} />}
      {additions.value.map((addition, i) => (
        <AdditionReport key={additions.value.length - i} addition={addition} />
      ))}
      <section class="hint" aria-label="From the command line">
        <p>
          A folder of the server’s machine is quicker, and is followed as it changes, by this
          command there:
        </p>
        <Command text={indexCommand(collection)} />
      </section>
    </section>
  );
}
