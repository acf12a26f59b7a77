import { hrefOf } from '../address/address.ts';
import { Command } from '../parts/Command.tsx';
import { indexCommand } from '../server/commands.ts';

/** How to fill a collection that has nothing yet. */
export function EmptyCollection({ collection }: { collection: string }) {
  return (
    <section class="hint" aria-label="Nothing here yet">
      <h2>“{collection}” has no pictures yet</h2>
      <p>
        <a class="button strong" href={hrefOf({ view: 'add' })}>
          Add pictures
        </a>{' '}
        from this page, or have the server follow a folder of its machine:
      </p>
      <Command text={indexCommand(collection)} />
    </section>
  );
}
