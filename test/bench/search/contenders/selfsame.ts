import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '../../../../server/limits.ts';
import type { Store } from '../../../../server/store/contract/Store.ts';
import { openStore } from '../../../../server/store/openStore.ts';
import type { Contender } from '../contender.ts';
import { overHttp } from '../overHttp.ts';
import { whileWriting } from '../whileWriting.ts';
import { collection, model, putRows, searchRows } from './store.ts';

/** This project's store, in process: durable writes, and the search in a thread of its own. */
export async function selfsame(): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'selfsame-bench-'));
  const { promise: indexing, resolve: indexed } = Promise.withResolvers<void>();
  let wanted = Number.POSITIVE_INFINITY;
  // What an index needs is measured again once it has grown by a fifth, and told last. Asking the
  // store would disturb that.
  const onIndex = (message: string) => {
    const [, measured] = /, (\d+) vectors: with \d+ candidates/.exec(message) ?? [];
    if (1.2 * Number(measured) >= wanted) indexed();
  };
  let store = await open(folder, onIndex);
  return {
    knob: 'ef',
    settings: [undefined, 32, 40, 48, 64, 96, 192, 256, 512],
    async build(vectors, dimensions) {
      wanted = vectors.length / dimensions;
      await putRows(store, vectors, dimensions);
      await indexing;
    },
    search: (vector, k, ef) => searchRows(store, vector, k, ef),
    async finish(queries, seconds) {
      const http = await overHttp(store, model, queries, seconds);
      await store.close();
      const began = performance.now();
      store = await open(folder, onIndex);
      const { exact } = await store.search({ collection, model, vector: queries[0]!, k: 1 });
      if (exact) throw new Error('the snapshot of the index was not taken');
      const startSeconds = (performance.now() - began) / 1000;
      const ask = (i: number) => searchRows(store, queries[i]!, 10, undefined);
      const writing = await whileWriting(store, { collection, model }, queries, ask, seconds);
      return { ...http, startSeconds, ...writing };
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const open = (folder: string, onIndex: (message: string) => void): Promise<Store> =>
  openStore({
    folder,
    model,
    exactLimit: limits.exactSearch,
    diskReserve: 0,
    onRestart: (thread, reason) => {
      throw new Error(`${thread}: ${reason}`);
    },
    onIndex,
  });
