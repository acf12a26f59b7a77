import { useEffect } from 'preact/hooks';
import { address, go, hrefOf, replace } from '../address/address.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Picture } from '../parts/Picture.tsx';
import { Problem } from '../parts/Problem.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { deleteItems } from './deleteItems.ts';
import { Metadata } from './Metadata.tsx';
import { shown } from './shown.ts';

/** One item, as large as there is room, with all that is known of it. */
export function LargerView({ collection, id }: { collection: string; id: string }) {
  const item = useAnswer(
    (client, cancel) => client.items.get(collection, id, cancel),
    [collection, id],
  );
  const at = shown.value.indexOf(id);
  const [before, after] = at < 0 ? [] : [shown.value[at - 1], shown.value[at + 1]];
  // One step back leaves the view, however many items were gone through.
  const step = (to: string | undefined) => to !== undefined && replace({ item: to });
  const close = () => go({ item: undefined });

  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (target instanceof HTMLInputElement) return;
      if (key === 'ArrowLeft') step(before);
      if (key === 'ArrowRight') step(after);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [before, after]);

  return (
    <Dialog title={id} wide onClose={close}>
      <div class="larger">
        <Picture collection={collection} id={id} alt={id} />
      </div>
      {item.state === 'failed' && <Problem error={item.error} />}
      {item.state === 'there' && (
        <>
          {!item.value.comparable && (
            <p class="faint">
              It has no vector of the collection’s model, so that no search finds it.
            </p>
          )}
          <Metadata metadata={item.value.metadata} />
          <p class="faint">
            In “{collection}” since {new Date(item.value.created).toLocaleString()}
          </p>
        </>
      )}
      <div class="actions">
        <button type="button" disabled={before === undefined} onClick={() => step(before)}>
          ← Previous
        </button>
        <button type="button" disabled={after === undefined} onClick={() => step(after)}>
          Next →
        </button>
        {item.state !== 'failed' && (
          <>
            <button
              type="button"
              class="danger"
              onClick={() => deleteItems(collection, [id], close)}
            >
              Delete …
            </button>
            <a class="button strong" href={hrefOf({ view: 'search', like: id })}>
              Search for what is like it
            </a>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The view that the address names. */
export function LargerViewOfAddress() {
  const { collection, item } = address.value;
  return item === undefined ? null : <LargerView collection={collection} id={item} />;
}
