import { hrefOf } from '../address/address.ts';
import { confirm } from '../parts/confirm.tsx';
import { Table } from '../parts/Table.tsx';
import { ask } from '../server/ask.ts';
import { collections, refresh } from '../server/live.ts';

/** The collections that there are. */
export function Collections() {
  const remove = (name: string, items: number) =>
    confirm({
      title: `Delete the collection ${name}?`,
      text: `Its ${items.toLocaleString()} items go with it, for good.`,
      action: 'Delete the collection',
      async act() {
        await ask((client) => client.collections.delete(name));
        void refresh();
      },
    });
  return (
    <section aria-labelledby="collections">
      <h3 id="collections">Collections</h3>
      <Table heads={['collection', 'items', 'searched by', 'can be searched', 'keeps']} acts>
        {collections.value?.map(({ name, items, model, next, comparable, keep }) => (
          <tr key={name}>
            <th scope="row">
              <a href={hrefOf({ view: 'browse', collection: name, filter: undefined })}>{name}</a>
            </th>
            <td>{items.toLocaleString()}</td>
            <td>
              {model ?? '–'}
              {next && `, soon by ${next}`}
            </td>
            <td class={comparable < items ? 'bad' : ''}>{comparable.toLocaleString()}</td>
            <td>{keep}</td>
            <td class="doing">
              {name !== 'default' && (
                <button type="button" class="danger" onClick={() => remove(name, items)}>
                  Delete …
                </button>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
