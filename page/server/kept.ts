import { ask } from './ask.ts';

/** As many pictures as stay in memory. */
const mostKept = 300;
/** Requests at once: a browser has six connections, and others want some. */
const mostLoading = 4;

interface Kept {
  readonly source: Promise<string>;
  /** How many show it, or wait for it. */
  users: number;
}

const kept = new Map<string, Kept>();
const waiting: (() => void)[] = [];
let loading = 0;

const nameOf = (collection: string, id: string) => `${collection}/${id}`;

/**
 * The address of an item's kept picture in this tab: an image element could not send the API key.
 * @param gone aborts when it is not shown any more: what has not begun to load by then is not loaded
 */
export function keptPicture(collection: string, id: string, gone: AbortSignal): Promise<string> {
  const name = nameOf(collection, id);
  const known = kept.get(name) ?? { source: load(collection, id), users: 0 };
  known.users++;
  gone.addEventListener('abort', () => known.users--, { once: true });
  // The last one in the order is the last one used.
  kept.delete(name);
  kept.set(name, known);
  dropOldest();
  return known.source;
}

/** After an item was replaced or deleted. */
export function forgetPicture(collection: string, id: string): void {
  drop(nameOf(collection, id));
}

async function load(collection: string, id: string): Promise<string> {
  const name = nameOf(collection, id);
  if (loading >= mostLoading) await new Promise<void>((resolve) => waiting.push(resolve));
  loading++;
  try {
    if (kept.get(name)?.users === 0) throw new Error('not shown any more');
    return URL.createObjectURL(await ask((client) => client.items.image(collection, id)));
  } catch (error) {
    kept.delete(name);
    throw error;
  } finally {
    loading--;
    // The newest first: what was scrolled past is of no interest any more.
    waiting.pop()?.();
  }
}

function drop(name: string): void {
  kept.get(name)?.source.then(
    (source) => URL.revokeObjectURL(source),
    () => {},
  );
  kept.delete(name);
}

function dropOldest(): void {
  const over = kept.size - mostKept;
  if (over <= 0) return;
  const unused = [...kept].filter(([, { users }]) => users === 0);
  for (const [name] of unused.slice(0, over)) drop(name);
}
