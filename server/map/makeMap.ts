import { MapTooSmallError } from '../errors/collections.ts';
import { limits } from '../limits.ts';
import type { Store } from '../store/contract/Store.ts';
import type { Task } from '../tasks/Task.ts';
import { Worker } from '../workers/Worker.ts';
import type { ItemMap } from './mapText.ts';
import { sampleVectors } from './sampleVectors.ts';
import type { PlacingOperations, PlacingOptions } from './worker.ts';

export const mapStages = ['reading', 'comparing', 'joining', 'placing'] as const;
export type MapStage = (typeof mapStages)[number];

/** Fewer points have no neighbourhoods. */
export const fewestPoints = 3;

/**
 * Makes the map of a collection's vectors of a model: of all of them, or of as many as a map has,
 * evenly spaced.
 * @throws {MapTooSmallError} {@link UnknownCollectionError}; the signal's reason
 */
export async function makeMap(
  task: Pick<Task<MapStage, unknown, unknown>, 'begin' | 'done'>,
  { collection, model, dimensions }: { collection: string; model: string; dimensions: number },
  store: Store,
  signal: AbortSignal,
): Promise<ItemMap> {
  const { vectors = {} } = await store.getCollection(collection);
  const all = vectors[model] ?? 0;
  const stride = Math.max(1, Math.ceil(all / limits.mapPoints));
  const data: PlacingOptions = { dimensions, most: limits.mapPoints };
  const worker = await Worker.start<PlacingOperations, true>({
    ...{ name: 'map', file: new URL('./worker.ts', import.meta.url), data, signal },
    ...{ startMs: limits.startMs, callMs: limits.storeMs, maxPending: 1, onRestart: () => {} },
  });
  // Not after what it is at: joining is one call of many seconds.
  const end = () => void worker.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    const ids: string[] = [];
    task.begin('reading', Math.min(all, limits.mapPoints));
    for await (const some of sampleVectors(store, collection, model, stride)) {
      signal.throwIfAborted();
      // Some may have come meanwhile.
      const fitting = some.slice(0, limits.mapPoints - ids.length);
      await worker.call(
        'add',
        fitting.map(({ vector }) => vector),
      );
      ids.push(...fitting.map(({ id }) => id));
      task.done = ids.length;
    }
    if (ids.length < fewestPoints) throw new MapTooSmallError(collection, ids.length);
    const upTo = async (total: number, step: 'compare' | 'advance') => {
      for (let done = 0; done < total; ) {
        done = await worker.call(step, undefined);
        task.done = done;
        signal.throwIfAborted();
      }
    };
    task.begin('comparing', ids.length);
    await upTo(ids.length, 'compare');
    // In one piece, of which nothing is told: the library's.
    task.begin('joining');
    const rounds = await worker.call('begin', undefined);
    signal.throwIfAborted();
    task.begin('placing', rounds);
    await upTo(rounds, 'advance');
    const made = new Date().toISOString();
    return { made, vectors: all, ids, ...(await worker.call('points', undefined)) };
  } finally {
    signal.removeEventListener('abort', end);
    await worker.close();
  }
}
