import { concernsOnePicture } from './errors.ts';

/** What became of one thing of many. */
export type Outcome<Input, Value> =
  | { readonly ok: true; readonly index: number; readonly input: Input; readonly value: Value }
  | { readonly ok: false; readonly index: number; readonly input: Input; readonly error: Error };

/** What many things are taken from: as they come, and no more than are under way. */
export type Source<Input> = Iterable<Input> | AsyncIterable<Input>;

/**
 * Does the same with many things, so many at a time, as fast as the outcomes are taken; they come in
 * the order of the things. Whoever stops taking them ends what is under way.
 * @throws what would befall all others too, and the reason of the signal
 */
export async function* inOrder<Input, Value>(
  source: Source<Input>,
  concurrency: number,
  signal: AbortSignal | undefined,
  work: (input: Input, signal: AbortSignal) => Promise<Value>,
): AsyncGenerator<Outcome<Input, Value>> {
  const ended = new AbortController();
  const both = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  const underWay: Promise<Outcome<Input, Value>>[] = [];
  let index = 0;
  async function begin(input: Input, at: number): Promise<Outcome<Input, Value>> {
    try {
      return { ok: true, index: at, input, value: await work(input, both) };
    } catch (error) {
      if (!concernsOnePicture(error)) throw error;
      return { ok: false, index: at, input, error: error as Error };
    }
  }
  try {
    for await (const input of source) {
      both.throwIfAborted();
      const begun = begin(input, index++);
      // It is told in its turn, or not at all.
      begun.catch(() => {});
      underWay.push(begun);
      if (underWay.length >= concurrency) yield await underWay.shift()!;
    }
    while (underWay.length > 0) yield await underWay.shift()!;
  } finally {
    ended.abort();
  }
}
