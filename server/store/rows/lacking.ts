import type { DatabaseSync } from 'node:sqlite';
import { limits } from '../../limits.ts';
import type { Lacking, Named } from '../contract/vectors.ts';
import { beginSlice } from '../slices.ts';
import { collectionsOf } from './collections.ts';

interface Row {
  readonly key: number;
  readonly id: string;
  readonly isVector: 0 | 1;
  readonly type: string | null;
  readonly side: number | null;
  readonly has: 0 | 1;
}

export interface LackingQuery {
  readonly collection: string;
  readonly model: string;
  /** The longer side of the model's input, in pixels. */
  readonly inputSide: number;
  /** `next` of the piece before; 0 at the beginning. */
  readonly after: number;
}

export interface LackingPiece extends Lacking {
  readonly next: number | null;
}

/** Looking for items without a vector of a model, as far as one slice of time goes. */
export function lackingOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const items = database.prepare(
    `SELECT key, id, content IS NULL AS isVector, images.type, previews.side,
         EXISTS (SELECT 1 FROM vectors WHERE item = items.key AND model = ?1) AS has
       FROM items INDEXED BY items_by_collection
         LEFT JOIN images ON images.item = items.key LEFT JOIN previews ON previews.item = items.key
       WHERE collection = ?2 AND key > ?3 ORDER BY key`,
  );

  return ({ collection, model, inputSide, after }: LackingQuery): LackingPiece => {
    const owner = collections.keyOf(collection);
    const { keep } = collections.get(collection);
    /** An earlier version kept previews of 256 pixels, all of them WebP, and did not note it. */
    const isSmall = ({ type, side }: Row) =>
      side === null
        ? keep !== 'original' && type === 'image/webp'
        : side >= limits.previewSide && side < inputSide;
    const isOver = beginSlice();
    let embeddable = 0;
    const found = {
      vectors: [] as string[],
      unkept: [] as string[],
      smallPreviews: [] as string[],
    };
    let next: number | null = null;
    for (const one of items.iterate(model, owner, after)) {
      const row = one as unknown as Row;
      if (!row.has) {
        if (row.type !== null) embeddable++;
        else (row.isVector ? found.vectors : found.unkept).push(row.id);
        if (row.type !== null && isSmall(row)) found.smallPreviews.push(row.id);
      }
      if (isOver()) {
        next = row.key;
        break;
      }
    }
    const named = (ids: readonly string[]): Named => ({
      count: ids.length,
      ids: ids.slice(0, limits.filesNamed),
    });
    const { vectors, unkept, smallPreviews } = found;
    return {
      ...{ embeddable, vectors: named(vectors), unkept: named(unkept) },
      ...{ smallPreviews: named(smallPreviews), next },
    };
  };
}

/** What two pieces found together. */
export const addLacking = (a: Lacking, b: Lacking): Lacking => ({
  embeddable: a.embeddable + b.embeddable,
  vectors: addNamed(a.vectors, b.vectors),
  unkept: addNamed(a.unkept, b.unkept),
  smallPreviews: addNamed(a.smallPreviews, b.smallPreviews),
});

const addNamed = (a: Named, b: Named): Named => ({
  count: a.count + b.count,
  ids: [...a.ids, ...b.ids].slice(0, limits.filesNamed),
});
