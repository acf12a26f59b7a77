import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../embed/caller.ts';
import { type Encoding, embedEach, partsOf } from '../embed/pictureParts.ts';
import {
  IdInvalidError,
  MetadataInvalidError,
  StorageFullError,
  UnknownCollectionError,
} from '../errors/collections.ts';
import { errorBody, errorSchema } from '../errors/errorBody.ts';
import {
  embedErrors,
  modelErrors,
  pictureStoreErrors,
  storeErrors,
  vectorErrors,
} from '../errors/groups.ts';
import {
  JsonInvalidError,
  ListLengthError,
  OptionInvalidError,
  TooManyFilesError,
} from '../errors/request.ts';
import { ModelMissingError } from '../errors/service.ts';
import { publicError } from '../http/answerError.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { decodeBase64 } from '../input/base64.ts';
import { checkParameter } from '../input/check.ts';
import type { Received } from '../input/contract.ts';
import {
  base64Schema,
  idField,
  listOf,
  metadataField,
  modelField,
  oneOf,
  vectorField,
} from '../input/fields.ts';
import { checkMetadata } from '../input/metadata.ts';
import { collectionParameter, idParameter } from '../input/names.ts';
import { jsonText } from '../input/options.ts';
import { toVector } from '../input/vector.ts';
import { limits as fixed } from '../limits.ts';
import type { Services } from '../services.ts';
import type { CollectionRecord, Keep } from '../store/contract/collections.ts';
import type { JsonText, NewItem } from '../store/contract/items.ts';
import { itemFields, itemShape } from './shapes.ts';

const oneEach = (what: string) => `a JSON list of ${what}, one for each picture, as text`;
const optionsSchema = z.strictObject({
  ids: z
    .string()
    .optional()
    .meta({
      description: `${oneEach('ids')}; generated where left out or null`,
      ...jsonText({ type: 'array', items: { type: ['string', 'null'], ...idField.meta() } }),
    }),
  metadata: z
    .string()
    .optional()
    .meta({
      description: `${oneEach('objects')}; or one object for all`,
      ...jsonText({ type: ['array', 'object'], items: { type: ['object', 'null'] } }),
    }),
});
const jsonSchema = z.strictObject({
  items: listOf(
    z
      .strictObject({
        id: idField.optional().describe('generated (UUIDv7) if left out'),
        image: base64Schema.optional(),
        vector: vectorField,
        model: modelField,
        metadata: metadataField.optional(),
      })
      .meta(oneOf('image', 'vector')),
    1,
    fixed.itemsPerRequest,
  ),
});
const place = { index: z.number().int().min(0).describe('in the order of the request') };
const answerSchema = z
  .strictObject({
    object: z.literal('list'),
    data: z.array(
      z.union([
        z.strictObject({ ...itemFields, ...place, new: z.boolean().describe('not replaced') }),
        z.strictObject({ object: z.literal('item'), ...place, error: errorSchema }),
      ]),
    ),
  })
  .meta({ id: 'PutItems' });

/** One item as it is asked for; its vector is given, or comes from the picture. */
interface WantedItems {
  readonly id: string;
  readonly metadata: JsonText;
  readonly source: { readonly picture: Buffer } | { readonly vector: Float32Array };
}

/** POST /v1/collections/{collection}/items: many items at once. */
export function manyItemsEndpoints(services: Services): Endpoint[] {
  const { store, models, limits } = services;

  /** The items that can be made, and why each of the others cannot. */
  async function made(
    encoding: Encoding,
    wanted: readonly (WantedItems | Error)[],
    keep: Keep,
    caller: Caller,
  ): Promise<(NewItem | Error)[]> {
    const pictures = wanted.flatMap((one) =>
      !(one instanceof Error) && 'picture' in one.source ? [one.source.picture] : [],
    );
    if (pictures.length > limits.picturesPerRequest)
      throw new TooManyFilesError(limits.picturesPerRequest);
    const embedded = (await embedEach(encoding, pictures, caller)).values();
    const model = encoding[0].digest;
    return Promise.all(
      wanted.map(async (one) => {
        if (one instanceof Error) return one;
        const { id, metadata, source } = one;
        if ('vector' in source) {
          const vectors = [{ model, vector: source.vector }];
          return { id, metadata, vectors, image: null, content: null, depth: null };
        }
        const outcome = embedded.next().value!;
        if (outcome.status === 'rejected') return outcome.reason as Error;
        const { picture } = source;
        return { id, metadata, ...(await partsOf(encoding, picture, outcome.value, keep, caller)) };
      }),
    );
  }

  function wantedOf(
    body: Received<z.output<typeof jsonSchema>>,
    query: z.output<typeof optionsSchema>,
    record: CollectionRecord,
    [encoder]: Encoding,
  ): (WantedItems | Error)[] {
    if (body.kind === 'pictures') {
      const count = body.pictures.length;
      const ids = listOption('ids', query.ids, count);
      const metadata = listOption('metadata', query.metadata, count);
      return body.pictures.map((picture, i) => ({
        id: idOf(ids[i]),
        metadata: checkMetadata(metadata[i] ?? {}),
        source: { picture },
      }));
    }
    return body.value.items.map((item, i) => {
      try {
        const { id, image, vector, model, metadata = {} } = item;
        if ((image === undefined) === (vector === undefined))
          throw new JsonInvalidError(`items.${i}`, 'needs exactly one of "image" and "vector"');
        if (vector !== undefined || model !== undefined)
          models.refuseVector(record, encoder, model);
        const source =
          vector === undefined
            ? { picture: decodeBase64(image!, `items.${i}.image`, limits.pictureBytes) }
            : { vector: toVector(vector, encoder.bundle.card) };
        return { id: idOf(id), metadata: checkMetadata(metadata), source };
      } catch (error) {
        return error as Error;
      }
    });
  }

  return [
    endpoint({
      method: 'post',
      path: '/v1/collections/{collection}/items',
      operationId: 'putItems',
      tag: 'items',
      summary: 'Put many pictures, or vectors made elsewhere',
      description:
        'What can be put is put in one step; an item that cannot has an error of its own. The ' +
        'error of a single item is that of the answer.',
      access: 'write',
      params: { collection: collectionParameter },
      query: optionsSchema,
      body: { pictures: 'many', json: jsonSchema },
      answers: { 200: { description: 'what was put is on disk for good', json: answerSchema } },
      errors: [
        UnknownCollectionError,
        IdInvalidError,
        ListLengthError,
        MetadataInvalidError,
        TooManyFilesError,
        StorageFullError,
        ModelMissingError,
        ...modelErrors,
        ...storeErrors,
        ...pictureStoreErrors,
        ...embedErrors,
        ...vectorErrors,
      ],
      async handle({ params: { collection }, query, body, caller, requestId }) {
        return models.writing(collection, async (encoding, record) => {
          const wanted = wantedOf(body, query, record, encoding);
          const items = await made(encoding, wanted, record.keep, caller);
          const [only] = items;
          if (items.length === 1 && only instanceof Error) throw only;
          const sound = items.filter((item): item is NewItem => !(item instanceof Error));
          const put = (await store.putItems(collection, sound)).values();
          const data = items.map((item, index) => {
            if (item instanceof Error) {
              const error = errorBody(publicError(item, requestId, services));
              return { object: 'item' as const, index, error };
            }
            const { created, item: written } = put.next().value!;
            return { ...itemShape(written, encoding[0].digest), index, new: created };
          });
          return { status: 200, json: { object: 'list', data } };
        });
      },
    }),
  ];
}

function idOf(given: unknown): string {
  if (given === undefined || given === null) return uuid();
  if (typeof given !== 'string') throw new IdInvalidError('is not a string');
  return checkParameter(idParameter, given);
}

/** An option with a value for each picture, or one object for all. */
function listOption(name: string, text: string | undefined, count: number): unknown[] {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new OptionInvalidError(name, `is not JSON: ${(error as Error).message}`);
  }
  if (name === 'metadata' && !Array.isArray(value)) return Array(count).fill(value);
  if (!Array.isArray(value))
    throw new OptionInvalidError(name, `is not a list of ${count}, one for each picture`);
  if (value.length !== count) throw new ListLengthError(name, value.length, count);
  return value;
}
