import type { ModelCard } from '@selfsame/models';
import type { CollectionRecord, ItemRecord } from '../index/store.ts';

/** How the API names a model: "name/version". */
export const modelName = ({ name, version }: ModelCard) => `${name}/${version}`;

/** A collection as the API shows it, seen from the served model. */
export function collectionShape(
  { name, created, items, vectors }: CollectionRecord,
  model: string,
) {
  const comparable = vectors[model] ?? 0;
  const all = Object.values(vectors).reduce((sum, count) => sum + count, 0);
  return {
    object: 'collection',
    name,
    created,
    items,
    /** Vectors of the served model: those that a search considers. */
    comparable,
    /** Vectors that other models made; they are kept and not searched. */
    of_other_models: all - comparable,
  };
}

/** An item as the API shows it, seen from the served model. */
export function itemShape(item: ItemRecord, model: string) {
  const { collection, id, metadata, models, hasImage, created, updated } = item;
  const path = `/v1/collections/${collection}/items/${encodeURIComponent(id)}/image`;
  return {
    object: 'item',
    collection,
    id,
    metadata,
    comparable: models.includes(model),
    image: hasImage ? path : null,
    created,
    updated,
  };
}
