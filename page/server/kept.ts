import { ask } from './ask.ts';

/** As many pictures as stay in memory. */
const mostKept = 400;
/** Requests at once: a browser has six connections, and others want some. */
const mostLoading = 4;
/** Milliseconds that a picture has to be shown before it is asked for: what flies past is not. */
const settled = 40;

interface Kept {
  readonly source: Promise<string>;
  readonly gone: AbortController;
  /** How many show it, or wait for it. */
  users: number;
  isThere: boolean;
}

const kept = new Map<string, Kept>();
const waiting: (() => void)[] = [];
let loading = 0;

const nameOf = (collection: string, id: string) => `${collection}/${id}`;

/**
 * The address of an item's kept picture in this tab: an image element could not send the API key.
 * @param gone aborts when it is not shown any more: what nobody shows is not loaded on
 */
export function keptPicture(collection: string, id: string, gone: AbortSignal): Promise<string> {
  const name = nameOf(collection, id);
  const known = kept.get(name) ?? begin(collection, id);
  known.users++;
  gone.addEventListener('abort', () => leave(name, known), { once: true });
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

function begin(collection: string, id: string): Kept {
  const gone = new AbortController();
  const source = load(collection, id, gone.signal);
  const one: Kept = { source, gone, users: 0, isThere: false };
  source.then(
    () => {
      one.isThere = true;
    },
    // Another time it may be had.
    () => kept.get(nameOf(collection, id)) === one && kept.delete(nameOf(collection, id)),
  );
  return one;
}

function leave(name: string, known: Kept): void {
  known.users--;
  if (known.users > 0 || known.isThere) return;
  known.gone.abort();
  if (kept.get(name) === known) kept.delete(name);
}

async function load(collection: string, id: string, signal: AbortSignal): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, settled));
  signal.throwIfAborted();
  if (loading >= mostLoading) await new Promise<void>((resolve) => waiting.push(resolve));
  loading++;
  try {
    signal.throwIfAborted();
    return URL.createObjectURL(
      await ask((client) => client.items.image(collection, id, { signal })),
    );
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
