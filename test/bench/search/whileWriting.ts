import type { Store } from '../../../server/store/contract/Store.ts';
import { load } from './load.ts';

/** Writes of one item each: so many a second, as many at a time as are due in a while. */
const [perSecond, whileMs] = [1000, 10];

/**
 * Searches by sixteen clients while items are written at a steady rate: their vectors are the queries
 * over and over, each under an id of its own, so that the index grows by them.
 */
export async function whileWriting(
  store: Store,
  { collection, model }: { readonly collection: string; readonly model: string },
  queries: readonly Float32Array[],
  ask: (i: number) => Promise<unknown>,
  seconds: number,
): Promise<Record<string, number>> {
  const began = performance.now();
  const took = () => performance.now() - began;
  let written = 0;
  const write = async (i: number) => {
    const vector = queries[i % queries.length]!;
    const item = { id: `written-${i}`, metadata: '{}', image: null, content: null, depth: null };
    await store.putItems(collection, [{ ...item, vectors: [{ model, vector }] }]);
    written++;
  };
  async function writes(): Promise<number> {
    for (let begun = 0; took() < seconds * 1000; ) {
      const due = Math.floor((took() * perSecond) / 1000) - begun;
      await Promise.all(Array.from({ length: due }, (_, i) => write(begun + i)));
      begun += due;
      await new Promise((resolve) => setTimeout(resolve, whileMs));
    }
    return (written * 1000) / took();
  }
  const writing = writes();
  const rate = await load(ask, queries.length, 16, seconds);
  return {
    writing16PerSecond: rate.perSecond,
    writing16P99: rate.p99,
    writtenPerSecond: await writing,
  };
}
