import type { Filter } from '@selfsame/client';
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { deleted, deletedKey } from '../item/deleteItems.ts';
import { useReturns } from '../parts/useReturns.ts';
import { ask } from '../server/ask.ts';
import { key } from '../server/key.ts';
import { Ids } from './Ids.ts';

/** @param round another one reads all anew */
export function useIds(collection: string, filter: Filter | undefined, round: number): Ids | null {
  const [ids, setIds] = useState<Ids | null>(null);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const gone = new AbortController();
    const onChange = () => redraw(undefined);
    const begun = new Ids({ collection, filter, ask, gone: gone.signal, onChange });
    setIds(begun);
    begun.again();
    return () => gone.abort();
  }, [collection, JSON.stringify(filter), round, key.value]);
  const back = useReturns(ids?.error);
  useEffect(() => {
    if (ids?.error) ids.again();
  }, [back]);
  const away = deleted.value;
  // Before it is drawn, so that what was deleted is not drawn once more.
  useMemo(() => ids?.leaveOut((id) => away.has(deletedKey(collection, id))), [ids, away]);
  return ids;
}
