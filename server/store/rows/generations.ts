import type { DatabaseSync } from 'node:sqlite';
import { VectorsInUseError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { CollectionRecord } from '../contract/collections.ts';
import type { MayLack, VersionedVector } from '../contract/vectors.ts';
import { toBytes } from '../vectors.ts';
import { collectionsOf } from './collections.ts';
import { itemRowsOf, versionOf } from './itemRows.ts';
import { mapsOf } from './maps.ts';
import type { Piece } from './pieces.ts';
import { vectorSum } from './sums.ts';

/** A generation that is being dropped. */
export interface Dropping {
  readonly collection: string;
  readonly model: string;
}

/** A collection that has got another model, and the one whose vectors are to go for that. */
export interface Switched {
  readonly record: CollectionRecord;
  readonly goes: string | null;
}

/** The generations of collections' vectors, within a transaction of the caller's. */
export function generationsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { lookup } = itemRowsOf(database);
  const maps = mapsOf(database);
  const insert = database.prepare(
    `INSERT INTO vectors (item, collection, model, data, sum) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (item, model) DO NOTHING`,
  );
  const setNext = database.prepare('UPDATE collections SET next = ? WHERE key = ?');
  const setModel = database.prepare(
    `UPDATE collections SET model = ?2, next = nullif(next, ?2), previous = model, switched = ?3
       WHERE key = ?1 AND model IS NOT ?2`,
  );
  const unlink = database.prepare(
    'UPDATE collections SET next = nullif(next, ?2), previous = nullif(previous, ?2) WHERE key = ?1',
  );
  const lackingOne = database.prepare(
    `SELECT key, revision, EXISTS (SELECT 1 FROM images WHERE item = items.key) AS kept
       FROM items INDEXED BY items_by_collection WHERE collection = ?
         AND NOT EXISTS (SELECT 1 FROM vectors WHERE item = items.key AND model = ?)`,
  );
  const noteDrop = database.prepare('INSERT OR IGNORE INTO dropping VALUES (?, ?)');
  const endDrop = database.prepare('DELETE FROM dropping WHERE collection = ? AND model = ?');
  const isDropping = database.prepare('SELECT 1 FROM dropping WHERE collection = ? AND model = ?');
  const drops = database.prepare(
    'SELECT name AS collection, dropping.model FROM dropping JOIN collections ON key = collection',
  );
  const dropVectors = database.prepare(
    `DELETE FROM vectors WHERE key IN (
       SELECT key FROM vectors INDEXED BY vectors_by_model
         WHERE collection = ? AND model = ? LIMIT ?)`,
  );

  function beginDrop(owner: number, model: string): void {
    noteDrop.run(owner, model);
    maps.remove(owner, model);
  }

  const isOf = ({ model, next, previous }: CollectionRecord, asked: string) =>
    [model, next, previous].includes(asked);

  /** Whether no item has no vector of the model but those that may. */
  function isComplete(owner: number, record: CollectionRecord, model: string, may: MayLack) {
    if (may === 'any' || (record.vectors[model] ?? 0) === record.items) return true;
    const known = new Set(may.items.map(({ version }) => version));
    for (const row of lackingOne.iterate(owner, model)) {
      const { kept, ...version } = row as unknown as { key: number; revision: number; kept: 0 | 1 };
      if (!known.has(versionOf(version)) && (kept || !may.pictureless)) return false;
    }
    return true;
  }

  return {
    begin(collection: string, model: string): CollectionRecord {
      const owner = collections.keyOf(collection);
      if (collections.get(collection).model !== model) setNext.run(model, owner);
      endDrop.run(owner, model);
      return collections.get(collection);
    },

    putVectors(collection: string, model: string, vectors: readonly VersionedVector[]): number {
      const owner = collections.keyOf(collection);
      if (!isOf(collections.get(collection), model)) return 0;
      let added = 0;
      for (const { id, version, vector } of vectors) {
        const row = lookup(owner, id);
        // What was put anew meanwhile is another picture.
        if (row === undefined || versionOf(row) !== version) continue;
        const data = toBytes(vector);
        const sum = vectorSum({ item: row.key, collection: owner, model, data });
        added += Number(insert.run(row.key, owner, model, data, sum).changes);
      }
      return added;
    },

    switch(collection: string, model: string, mayLack: MayLack): Switched | null {
      const owner = collections.keyOf(collection);
      const before = collections.get(collection);
      if (!isComplete(owner, before, model, mayLack)) return null;
      setModel.run(owner, model, new Date().toISOString());
      const isOther = before.model !== model && before.previous !== model;
      const goes = isOther ? before.previous : null;
      if (goes !== null) beginDrop(owner, goes);
      return { record: collections.get(collection), goes };
    },

    /** Whether its vectors are to go then. */
    end(collection: string, model: string): boolean {
      const owner = collections.keyOf(collection);
      const { model: searched, next, previous } = collections.get(collection);
      if (next !== model) return false;
      setNext.run(null, owner);
      if (model === searched || model === previous) return false;
      beginDrop(owner, model);
      return true;
    },

    /** From now on nothing is put in of a model, and what there is goes. */
    beginDrop(collection: string, model: string): void {
      const owner = collections.keyOf(collection);
      if (collections.get(collection).model === model)
        throw new VectorsInUseError(collection, model);
      unlink.run(owner, model);
      beginDrop(owner, model);
    },

    /** Nothing if the generation has been begun anew meanwhile. */
    dropPiece({ collection, model }: Dropping): Piece {
      const owner = collections.keyOf(collection);
      if (isDropping.get(owner, model) === undefined) return { done: 0, next: null };
      const done = Number(dropVectors.run(owner, model, limits.itemsPerPiece).changes);
      const isOver = done < limits.itemsPerPiece;
      if (isOver) endDrop.run(owner, model);
      return { done, next: isOver ? null : 0 };
    },

    /** What was begun and has not come to its end. */
    dropping: (): Dropping[] => drops.all() as unknown as Dropping[],
  };
}
