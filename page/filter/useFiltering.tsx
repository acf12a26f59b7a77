import type { Filter } from '@selfsame/client';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { go } from '../address/address.ts';
import { FilterForm } from './FilterForm.tsx';

/** The button that shows the form of the address' filter, and that form. */
export function useFiltering(
  collection: string,
  filter: Filter | undefined,
): { readonly button: ComponentChildren; readonly form: ComponentChildren } {
  // Undefined until it is said: a filter that there is is shown.
  const [said, setSaid] = useState<boolean | undefined>(undefined);
  const filtering = said ?? filter !== undefined;
  return {
    button: (
      <button type="button" aria-expanded={filtering} onClick={() => setSaid(!filtering)}>
        Filter{filter === undefined ? '' : ' (on)'}
      </button>
    ),
    form: filtering && (
      <FilterForm
        key={`${collection} ${JSON.stringify(filter)}`}
        collection={collection}
        filter={filter}
        onFilter={(given) => go({ filter: given })}
      />
    ),
  };
}
