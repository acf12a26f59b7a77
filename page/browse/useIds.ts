import type { Filter } from '@selfsame/client';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { deleted, deletedKey } from '../item/deleteItems.ts';
import { ask } from '../server/ask.ts';
import { key } from '../server/key.ts';

/** Items a page: of what is just ahead, and where the window has gone far. */
const near = 200;
const far = 1000;

/** The ids of a collection's items in the order in which they came, as far as they have been read. */
export class Ids {
  ids: string[] = [];
  /** Whether there are no more. */
  complete = false;
  error: Error | null = null;
  private cursor: string | undefined;
  private wanted = 0;
  private reading = false;
  /** What was left out the last time, and of how many. */
  private leftOut: ReadonlySet<string> | undefined;
  private lookedAt = 0;
  private readonly collection: string;
  private readonly filter: Filter | undefined;
  private readonly gone: AbortSignal;
  private readonly onChange: () => void;

  constructor(
    collection: string,
    filter: Filter | undefined,
    gone: AbortSignal,
    onChange: () => void,
  ) {
    this.collection = collection;
    this.filter = filter;
    this.gone = gone;
    this.onChange = onChange;
  }

  /** Reads page after page until so many are there. */
  async want(count: number): Promise<void> {
    this.wanted = count;
    if (this.reading || this.error !== null) return;
    this.reading = true;
    try {
      while (this.ids.length < this.wanted && !this.complete) await this.readPage();
    } catch (error) {
      if (!this.gone.aborted) this.error = error as Error;
    }
    this.reading = false;
    this.onChange();
  }

  async again(): Promise<void> {
    this.error = null;
    await this.want(this.wanted);
  }

  /** Leaves out what was deleted: `collection/id` of each. */
  leaveOut(gone: ReadonlySet<string>): void {
    // Each frame of scrolling asks, and there may be very many.
    const looked = this.leftOut === gone ? this.lookedAt : 0;
    const isGone = (id: string) => gone.has(deletedKey(this.collection, id));
    if (gone.size > 0 && this.ids.slice(looked).some(isGone))
      this.ids = this.ids.filter((id) => !isGone(id));
    this.leftOut = gone;
    this.lookedAt = this.ids.length;
  }

  private async readPage(): Promise<void> {
    const limit = this.wanted - this.ids.length > near ? far : near;
    const { cursor, filter, gone: signal } = this;
    const page = await ask((client) =>
      client.items.page(this.collection, { limit, cursor, filter, signal }),
    );
    this.ids.push(...page.data.map(({ id }) => id));
    this.cursor = page.next ?? undefined;
    this.complete = page.next === null;
    this.onChange();
  }
}

/** @param round another one reads all anew */
export function useIds(collection: string, filter: Filter | undefined, round: number): Ids | null {
  const [ids, setIds] = useState<Ids | null>(null);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const gone = new AbortController();
    const begun = new Ids(collection, filter, gone.signal, () => redraw(undefined));
    setIds(begun);
    void begun.want(near);
    return () => gone.abort();
  }, [collection, JSON.stringify(filter), round, key.value]);
  ids?.leaveOut(deleted.value);
  return ids;
}
