import type { Logger } from 'pino';
import { MapTooSmallError, ModelChangedError } from '../errors/collections.ts';
import type { CollectionModels } from '../models/CollectionModels.ts';
import type { Store } from '../store/contract/Store.ts';
import { Task } from '../tasks/Task.ts';
import { Tasks } from '../tasks/Tasks.ts';
import { fewestPoints, type MapStage, makeMap } from './makeMap.ts';
import { type ItemMap, mapText, parseMap } from './mapText.ts';

export type MapTask = Task<MapStage, { readonly collection: string }, true>;

/** Maps of collections, which are made on demand and kept with the vectors that they are of. */
export class Maps {
  readonly #store: Store;
  readonly #models: CollectionModels;
  readonly tasks: Tasks<MapTask>;

  constructor(store: Store, models: CollectionModels, log: Logger) {
    this.#store = store;
    this.#models = models;
    this.tasks = new Tasks('maps', log);
  }

  /**
   * Begins to make a collection's map; one that is being made goes on as it is.
   * @throws {UnknownCollectionError} {@link MapTooSmallError} {@link QueueFullError}
   */
  async start(collection: string): Promise<MapTask> {
    const record = await this.#store.getCollection(collection);
    const encoder = this.#models.ofRecord(record);
    const model = encoder.digest;
    const { current } = this.tasks;
    if (current?.about.collection === collection) return current;
    const vectors = record.vectors[model] ?? 0;
    if (vectors < fewestPoints) throw new MapTooSmallError(collection, vectors);
    const { dimensions } = encoder.bundle.card;
    const task: MapTask = new Task({ collection }, 'reading');
    return this.tasks.start(task, async (signal) => {
      const what = { collection, model, dimensions };
      const map = await makeMap(task, what, this.#store, signal);
      if (await this.#store.putMap(collection, model, mapText(map))) return true;
      throw new ModelChangedError(collection);
    });
  }

  /** The map of what a collection is searched by; null where none was made. */
  async get(collection: string, model: string): Promise<ItemMap | null> {
    const text = await this.#store.getMap(collection, model);
    return text === null ? null : parseMap(text);
  }

  close(): Promise<void> {
    return this.tasks.close();
  }
}
