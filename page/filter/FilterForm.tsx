import type { Filter } from '@selfsame/client';
import { useEffect, useId, useState } from 'preact/hooks';
import { ask } from '../server/ask.ts';
import { type Field, fieldsOf, labelOf, pathOf } from './fields.ts';
import {
  filterOfRows,
  type Operator,
  operators,
  type Row,
  rowsOfFilter,
  scalarOf,
  takesValue,
} from './rows.ts';

/** Items whose metadata is looked at for the fields that occur. */
const looked = 1000;
const blank: Row = { path: [''], operator: 'eq', value: '' };

/** Conditions on the metadata, by fields and values that occur; others can be typed. */
export function FilterForm({
  collection,
  filter,
  onFilter,
}: {
  collection: string;
  filter: Filter | undefined;
  onFilter: (filter: Filter | undefined) => void;
}) {
  const fields = useFields(collection);
  const given = rowsOfFilter(filter);
  const [rows, setRows] = useState<readonly Row[]>(given?.length ? given : [blank]);
  const list = useId();
  if (given === null) return <FilterText filter={filter!} onFilter={onFilter} />;
  const change = (at: number, row: Row) => setRows(rows.with(at, row));
  const apply = (all: readonly Row[]) => {
    setRows(all.length > 0 ? all : [blank]);
    onFilter(filterOfRows(all));
  };
  return (
    <form
      class="filter"
      aria-label="Filter"
      onSubmit={(event) => {
        event.preventDefault();
        apply(rows);
      }}
    >
      <datalist id={list}>
        {fields?.map(({ label }) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {rows.map((row, i) => (
        <FilterRow
          key={i}
          row={row}
          fields={fields ?? []}
          list={list}
          onChange={(changed) => change(i, changed)}
          onRemove={() => apply(rows.toSpliced(i, 1))}
        />
      ))}
      {fields?.length === 0 && <p class="faint">The items of this collection have no metadata.</p>}
      <div class="actions">
        <button type="button" onClick={() => setRows([...rows, blank])}>
          + Condition
        </button>
        <button type="button" disabled={filter === undefined} onClick={() => apply([])}>
          Clear
        </button>
        <button type="submit" class="strong">
          Apply
        </button>
      </div>
    </form>
  );
}

function FilterRow({
  row,
  fields,
  list,
  onChange,
  onRemove,
}: {
  row: Row;
  fields: readonly Field[];
  list: string;
  onChange: (row: Row) => void;
  onRemove: () => void;
}) {
  const values = useId();
  const label = labelOf(row.path);
  const known = fields.find((field) => field.label === label)?.values ?? [];
  return (
    <div class="condition">
      <input
        aria-label="Field"
        placeholder="field"
        list={list}
        value={label}
        onInput={(event) => onChange({ ...row, path: pathOf(event.currentTarget.value, fields) })}
      />
      <select
        aria-label="Condition"
        value={row.operator}
        onChange={(event) => onChange({ ...row, operator: event.currentTarget.value as Operator })}
      >
        {Object.entries(operators).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
      {takesValue(row.operator) && (
        <>
          <datalist id={values}>
            {known.map((value) => (
              <option key={String(value)} value={String(value)} />
            ))}
          </datalist>
          <input
            aria-label="Value"
            placeholder="value"
            list={values}
            value={String(row.value)}
            onInput={(event) =>
              onChange({ ...row, value: scalarOf(event.currentTarget.value, known) })
            }
          />
        </>
      )}
      <button type="button" class="plain" aria-label="Leave this line out" onClick={onRemove}>
        ✕
      </button>
    </div>
  );
}

/** A filter that the form cannot show, as JSON. */
function FilterText({
  filter,
  onFilter,
}: {
  filter: Filter;
  onFilter: (filter: Filter | undefined) => void;
}) {
  return (
    <div class="filter">
      <pre>{JSON.stringify(filter, null, 1)}</pre>
      <div class="actions">
        <button type="button" onClick={() => onFilter(undefined)}>
          Clear
        </button>
      </div>
    </div>
  );
}

/** The fields that occur; undefined until they are known. */
function useFields(collection: string): readonly Field[] | undefined {
  const [fields, setFields] = useState<readonly Field[] | undefined>(undefined);
  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    ask((client) => client.items.page(collection, { limit: looked, signal })).then(
      ({ data }) => setFields(fieldsOf(data.map(({ metadata }) => metadata))),
      // The view itself tells what is wrong with the server; what is typed works all the same.
      () => !signal.aborted && setFields([]),
    );
    return () => gone.abort();
  }, [collection]);
  return fields;
}
