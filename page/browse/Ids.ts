import type { Client, Filter } from '@selfsame/client';

/** Items a page. */
const size = 200;

/** A page of the collection: read once it is wanted. */
interface Part {
  readonly cursor: string | undefined;
  readonly until: string | undefined;
  /** Of what has not been read, as many as there were. */
  count: number;
  ids?: readonly string[];
}

export interface IdsOptions {
  readonly collection: string;
  readonly filter: Filter | undefined;
  readonly ask: <Answer>(question: (client: Client) => Promise<Answer>) => Promise<Answer>;
  readonly gone: AbortSignal;
  /** Told whenever more is known. */
  readonly onChange: () => void;
}

/**
 * The ids of a collection's items in the order in which they came, of which those are read that are wanted.
 * Where the pages begin is asked first; with a filter nobody knows, and they are read one after the other.
 */
export class Ids {
  error: Error | null = null;
  /** Whether it is known how many there are. */
  complete = false;
  /** Items that there were when they were listed, without a filter. */
  listed = 0;
  /** Goes up with each page that is read. */
  version = 0;
  private parts: Part[] = [];
  private wanted: readonly [from: number, to: number] = [0, size];
  private reading = false;
  private without: (id: string) => boolean = () => false;
  private readonly options: IdsOptions;

  constructor(options: IdsOptions) {
    this.options = options;
  }

  /** How many there are, or are known so far. */
  get length(): number {
    return this.parts.reduce((sum, { count }) => sum + count, 0);
  }

  /** Some of them; undefined for each that has not been read. */
  slice(from: number, to: number): (string | undefined)[] {
    const found: (string | undefined)[] = [];
    let start = 0;
    for (const { count, ids } of this.parts) {
      for (let at = Math.max(from, start); at < Math.min(to, start + count); at++)
        found.push(ids?.[at - start]);
      start += count;
    }
    return found;
  }

  /** What has been read around one, without a gap. */
  around(at: number): readonly string[] {
    let end = 0;
    const here = this.parts.findIndex(({ count }) => {
      end += count;
      return at < end;
    });
    let [from, to] = [here, here];
    while (this.parts[from - 1]?.ids) from--;
    while (this.parts[to]?.ids) to++;
    return this.parts.slice(Math.max(0, from), to).flatMap(({ ids = [] }) => ids);
  }

  /** Reads the pages that have these, the last that were asked for first. */
  want(from: number, to: number): void {
    this.wanted = [from, to];
    if (!this.reading && this.error === null) void this.read();
  }

  again(): void {
    this.error = null;
    void this.read();
  }

  /** Leaves out what was deleted since. */
  leaveOut(without: (id: string) => boolean): void {
    this.without = without;
    for (const part of this.parts) if (part.ids) this.take(part, part.ids);
  }

  private async read(): Promise<void> {
    this.reading = true;
    const { collection, filter, ask, gone: signal, onChange } = this.options;
    try {
      if (this.parts.length === 0 && filter === undefined) {
        const found = await ask((client) =>
          client.items.pages(collection, { limit: size, signal }),
        );
        this.parts = partsOf(found.items, found.cursors);
        this.listed = found.items;
        this.complete = true;
      }
      for (let part = this.lacking(); part !== undefined; part = this.lacking()) {
        const { cursor, until } = part;
        const page = await ask((client) =>
          client.items.page(collection, { limit: size, cursor, until, filter, signal }),
        );
        if (!this.parts.includes(part)) this.parts.push(part);
        const ids = page.data.map(({ id }) => id);
        this.take(part, ids);
        if (filter !== undefined) {
          this.next = page.next ?? undefined;
          this.complete = page.next === null;
        }
        this.version++;
        onChange();
      }
    } catch (error) {
      if (!signal.aborted) this.error = error as Error;
    }
    this.reading = false;
    onChange();
  }

  /** With a filter, where to go on. */
  private next: string | undefined;

  /** A part that is wanted and has not been read; undefined if there is none. */
  private lacking(): Part | undefined {
    const [from, to] = this.wanted;
    let start = 0;
    for (const part of this.parts) {
      const end = start + part.count;
      if (part.ids === undefined && start < to && end > from) return part;
      start = end;
    }
    if (this.complete || start >= to) return undefined;
    return { cursor: this.next, until: undefined, count: 0 };
  }

  private take(part: Part, ids: readonly string[]): void {
    part.ids = ids.filter((id) => !this.without(id));
    part.count = part.ids.length;
  }
}

function partsOf(items: number, cursors: readonly string[]): Part[] {
  if (items === 0) return [];
  const starts = [undefined, ...cursors];
  return starts.map((cursor, i) => ({
    ...{ cursor, until: cursors[i] },
    count: Math.min(size, items - i * size),
  }));
}
