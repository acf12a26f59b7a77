import { go } from '../address/address.ts';

/** What to do where a filter leaves nothing. */
export function NothingPasses({ collection }: { collection: string }) {
  return (
    <section class="hint" aria-label="No results">
      <p>No item of “{collection}” fulfils all of the conditions above.</p>
      <div class="actions">
        <button type="button" class="strong" onClick={() => go({ filter: undefined })}>
          Look without the filter
        </button>
      </div>
    </section>
  );
}
