import type { ImageOptions } from '@selfsame/client';
import { ask } from './ask.ts';

/** Pixels of a thumbnail's longer side, of those that there are; undefined of what is kept itself. */
export type Size = ImageOptions['size'];

const sizes = [128, 192, 384] as const satisfies readonly Size[];

/** Of a finer screen, nobody sees more of what is so small. */
const finest = 2;

/** The smallest that fills so many pixels of the page, on this screen. */
export const sizeFor = (side: number): Size =>
  sizes.find((size) => size >= side * Math.min(devicePixelRatio, finest));

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

const nameOf = (collection: string, id: string, size: Size) => `${collection}/${size}/${id}`;

/**
 * The address of an item's picture in this tab: an image element could not send the API key.
 * @param gone aborts when it is not shown any more: what nobody shows is not loaded on
 */
export function keptPicture(
  collection: string,
  id: string,
  size: Size,
  gone: AbortSignal,
): Promise<string> {
  const name = nameOf(collection, id, size);
  const known = kept.get(name) ?? begin(name, (signal) => load(collection, id, size, signal));
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
  for (const size of [...sizes, undefined]) drop(nameOf(collection, id, size));
}

function begin(name: string, load: (signal: AbortSignal) => Promise<string>): Kept {
  const gone = new AbortController();
  const source = load(gone.signal);
  const one: Kept = { source, gone, users: 0, isThere: false };
  source.then(
    () => {
      one.isThere = true;
    },
    // Another time it may be had.
    () => kept.get(name) === one && kept.delete(name),
  );
  return one;
}

function leave(name: string, known: Kept): void {
  known.users--;
  if (known.users > 0 || known.isThere) return;
  known.gone.abort();
  if (kept.get(name) === known) kept.delete(name);
}

async function load(
  collection: string,
  id: string,
  size: Size,
  signal: AbortSignal,
): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, settled));
  signal.throwIfAborted();
  if (loading >= mostLoading) await new Promise<void>((resolve) => waiting.push(resolve));
  loading++;
  try {
    signal.throwIfAborted();
    return URL.createObjectURL(
      await ask((client) => client.items.image(collection, id, { size, signal })),
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
