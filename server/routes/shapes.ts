import { z } from 'zod';
import { RawJson } from '../http/json/written.ts';
import { type CollectionModels, modelOf } from '../models/CollectionModels.ts';
import { type CollectionRecord, keeps } from '../store/contract/collections.ts';
import type { ItemRecord } from '../store/contract/items.ts';

const count = z.number().int().min(0);
const time = z.iso.datetime();

export const collectionSchema = z
  .strictObject({
    object: z.literal('collection'),
    name: z.string(),
    created: time,
    keep: z.enum(keeps).describe('what is kept of pictures that are put in'),
    model: z
      .string()
      .nullable()
      .describe('what it is searched by: name/version; null until the first vector'),
    items: count,
    comparable: count.describe("vectors of the collection's model: those that a search considers"),
    of_other_models: count.describe('vectors that other models made; kept and not searched'),
    next: z.string().nullable().describe('the model that it is being embedded by, to follow to'),
    previous: z
      .string()
      .nullable()
      .describe('the model before, whose vectors are kept for a rollback'),
    switched: time.nullable().describe('when its model was changed the last time'),
  })
  .meta({ id: 'Collection' });

/** A collection as the API shows it. */
export function collectionShape(
  record: CollectionRecord,
  models: CollectionModels,
): z.input<typeof collectionSchema> {
  const { name, created, keep, items, vectors, switched } = record;
  const own = modelOf(record);
  const model = own === null ? null : models.nameOf(own);
  const comparable = own === null ? 0 : vectors[own]!;
  const all = Object.values(vectors).reduce((sum, count) => sum + count, 0);
  const of_other_models = all - comparable;
  const called = (digest: string | null) => digest && models.nameOf(digest);
  return {
    ...{ object: 'collection', name, created, keep, model, items, comparable, of_other_models },
    ...{ next: called(record.next), previous: called(record.previous), switched },
  };
}

/** Metadata goes into answers as it was stored. */
export const metadataSchema = z.record(z.string(), z.unknown()) as unknown as z.ZodType<RawJson>;

export const itemFields = {
  object: z.literal('item'),
  collection: z.string(),
  id: z.string(),
  metadata: metadataSchema,
  comparable: z.boolean().describe("whether it has a vector of the collection's model"),
  image: z.string().nullable().describe('path of the kept picture, if there is one'),
  depth: z
    .string()
    .nullable()
    .describe(
      'how a picture of other than 8 bits became one: "12 of 16 bits"; null for all others',
    ),
  created: time,
  updated: time,
};

export const itemSchema = z.strictObject(itemFields).meta({ id: 'Item' });

export const itemViewSchema = z
  .strictObject({
    ...itemFields,
    vector: z
      .array(z.number())
      .nullish()
      .describe("with include=vector: that of the collection's model, null if it has none"),
  })
  .meta({ id: 'ItemView' });

/** An item as the API shows it. @param model the collection's */
export function itemShape(item: ItemRecord, model: string): z.input<typeof itemSchema> {
  const { collection, id, metadata, models, hasImage, depth, created, updated } = item;
  const path = `/v1/collections/${collection}/items/${encodeURIComponent(id)}/image`;
  return {
    object: 'item',
    collection,
    id,
    metadata: new RawJson(metadata),
    comparable: models.includes(model),
    image: hasImage ? path : null,
    depth,
    created,
    updated,
  };
}
