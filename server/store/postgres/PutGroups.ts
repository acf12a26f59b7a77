import { StorageFullError } from '../../errors/collections.ts';
import { isBusy } from '../../errors/ofService.ts';
import { QueueFullError } from '../../errors/service.ts';
import { limits } from '../../limits.ts';
import type { NewItem, PutResult } from '../contract/items.ts';
import type { Reached } from '../pictures/Reached.ts';
import type { Connections } from './Connections.ts';
import { asObject, inRow } from './pictures/objects.ts';
import { all, Uploads } from './pictures/Uploads.ts';
import { lockForPut, type PlacedItem, putItems } from './putItems.ts';

interface Put {
  readonly collection: string;
  readonly items: readonly PlacedItem[];
  readonly resolve: (results: PutResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows, and bytes of pictures, of one transaction at most: what one commit may delay its first by. */
const mostRows = 256;
const mostBytes = 16 * 2 ** 20;

/**
 * Gathers what is put in while the last commit is under way: what goes into one collection is put by
 * one transaction. Where that fails, each is tried for itself, so that none fails for another.
 */
export class PutGroups {
  readonly #connections: Connections;
  readonly #place: Reached | null;
  #waiting: Put[] = [];
  #running = false;

  /** @param place where pictures go; null where that is the database */
  constructor(connections: Connections, place: Reached | null) {
    this.#connections = connections;
    this.#place = place;
  }

  async put(collection: string, items: readonly NewItem[]): Promise<PutResult[]> {
    if (this.#place === null || items.every(({ image }) => image === null))
      return this.#enqueue(
        collection,
        items.map((item) => ({ ...item, image: item.image && inRow(item.image) })),
      );
    const uploads = new Uploads(this.#place);
    try {
      const placed = items.map(async (item): Promise<PlacedItem> => {
        if (item.image === null) return { ...item, image: null };
        return { ...item, image: asObject(item.image, await uploads.put(item.image.bytes)) };
      });
      return await this.#enqueue(collection, await all(placed));
    } catch (error) {
      await uploads.undo(error);
      throw error;
    }
  }

  #enqueue(collection: string, items: readonly PlacedItem[]): Promise<PutResult[]> {
    if (this.#waiting.length >= limits.storeCalls)
      return Promise.reject(new QueueFullError('writes', limits.storeCalls));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ collection, items, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#commit(this.#next());
    this.#running = false;
  }

  /** What goes into the same collection as the first, and has the same model first. */
  #next(): Put[] {
    const [first] = this.#waiting;
    const group: Put[] = [];
    let [rows, bytes] = [0, 0];
    this.#waiting = this.#waiting.filter((put) => {
      if (put.collection !== first!.collection || modelOf(put) !== modelOf(first!)) return true;
      rows += put.items.length;
      bytes += put.items.reduce((sum, { image }) => sum + (image?.bytes?.length ?? 0), 0);
      if (group.length > 0 && (rows > mostRows || bytes > mostBytes)) return true;
      group.push(put);
      return false;
    });
    return group;
  }

  async #commit(group: readonly Put[]): Promise<void> {
    try {
      const results = await this.#transaction(
        group[0]!,
        group.flatMap(({ items }) => items),
      );
      let from = 0;
      for (const { items, resolve } of group) {
        resolve(results.slice(from, from + items.length));
        from += items.length;
      }
    } catch (error) {
      if (group.length === 1 || isBusy(error) || StorageFullError.is(error))
        for (const { reject } of group) reject(error);
      else for (const put of group) await this.#commit([put]);
    }
  }

  #transaction(first: Put, items: readonly PlacedItem[]): Promise<PutResult[]> {
    return this.#connections.transaction(async (rows) => {
      const owner = await lockForPut(rows, first.collection, modelOf(first));
      return putItems(rows, owner, items);
    });
  }
}

const modelOf = ({ items }: Put) => items[0]?.vectors[0]?.model;
