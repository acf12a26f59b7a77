import { modelName } from '@selfsame/models';
import { z } from 'zod';
import type { Caller } from '../embed/caller.ts';
import type { Embedder } from '../embed/Embedder.ts';
import type { Encoder } from '../embed/Encoders.ts';
import {
  FilterInvalidError,
  FilterTooLargeError,
  IdInvalidError,
  OtherModelError,
  UnknownCollectionError,
  UnknownItemError,
} from '../errors/collections.ts';
import { errorBody, errorSchema } from '../errors/errorBody.ts';
import {
  embedErrors,
  modelErrors,
  slowErrors,
  storeErrors,
  vectorErrors,
} from '../errors/groups.ts';
import { JsonInvalidError } from '../errors/request.ts';
import {
  ModelMissingError,
  TextNotEmbeddableError,
  TextUnsupportedError,
} from '../errors/service.ts';
import { publicError } from '../http/answerError.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { takeTurn } from '../http/json/turns.ts';
import { RawJson, type Written } from '../http/json/written.ts';
import { decodeBase64 } from '../input/base64.ts';
import { checkParameter } from '../input/check.ts';
import { listOf } from '../input/fields.ts';
import { collectionParameter, idParameter } from '../input/names.ts';
import { toVector } from '../input/vector.ts';
import { limits as fixed } from '../limits.ts';
import type { Services } from '../services.ts';
import type { HitDetails, SearchHit } from '../store/contract/search.ts';
import {
  type SearchAnswerJson,
  type SearchJson,
  searchAnswer,
  searchJson,
  searchOptions,
  type Wanted,
  wantedOf,
} from './searchQuery.ts';

const tag = 'search';
const path = '/v1/collections/{collection}/search';
const params = { collection: collectionParameter };
const errors = [
  UnknownCollectionError,
  IdInvalidError,
  UnknownItemError,
  OtherModelError,
  ModelMissingError,
  ...modelErrors,
  TextUnsupportedError,
  TextNotEmbeddableError,
  FilterInvalidError,
  FilterTooLargeError,
  ...slowErrors,
  ...storeErrors,
  ...embedErrors,
  ...vectorErrors,
];

/** Searches of a batch that are made at a time, once the answers to those before are taken. */
const searchesAtOnce = 8;
/** Results that are asked about at a time. */
const hitsAtOnce = 64;

const batchJson = z.strictObject({
  queries: listOf(searchJson, 1, fixed.searchesPerRequest),
});
const batchAnswer = z
  .strictObject({
    object: z.literal('list'),
    data: z.array(z.union([searchAnswer, z.strictObject({ error: errorSchema })])),
  })
  .meta({ id: 'SearchAnswers' });

/** What is searched by. */
interface Subject {
  readonly vector: Float32Array;
  /** The item, if it is one. */
  readonly id: string | null;
}

/** /v1/collections/{collection}/search: by picture, by vector, by an item's id or by words. */
export function searchEndpoints(services: Services): Endpoint[] {
  const { store, models, limits, metrics } = services;

  async function subjectOf(
    encoder: Encoder,
    { image, vector, id, text }: SearchJson,
    collection: string,
    asked: string | undefined,
    caller: Caller,
  ): Promise<Subject> {
    if ([image, vector, id, text].filter((by) => by !== undefined).length !== 1)
      throw new JsonInvalidError(null, 'needs exactly one of "image", "vector", "id" and "text"');
    if (vector !== undefined) {
      if (asked === undefined)
        models.refuseVector(await store.getCollection(collection), encoder, asked);
      return { id: null, vector: toVector(vector, encoder.bundle.card) };
    }
    if (id !== undefined)
      return { id, vector: await vectorOf(encoder, collection, checkParameter(idParameter, id)) };
    if (text !== undefined) {
      await store.getCollection(collection);
      return { id: null, vector: await encoder.embedder.embedText(text, caller) };
    }
    return pictured(
      encoder.embedder,
      decodeBase64(image!, 'image', limits.pictureBytes),
      collection,
      caller,
    );
  }

  /** A collection that is not there is told before the work of embedding, and not after it. */
  async function pictured(
    embedder: Embedder,
    picture: Buffer,
    collection: string,
    caller: Caller,
  ): Promise<Subject> {
    await store.getCollection(collection);
    const { vector } = await embedder.embed(picture, caller);
    return { id: null, vector };
  }

  async function vectorOf(
    { digest, bundle }: Encoder,
    collection: string,
    id: string,
  ): Promise<Float32Array> {
    const vector = await store.getVector(collection, id, digest);
    if (vector === null) throw new OtherModelError(collection, id, modelName(bundle.card));
    return vector;
  }

  async function search(
    encoder: Encoder,
    collection: string,
    { vector, id }: Subject,
    { include, ...wanted }: Wanted,
    gone: AbortSignal,
    mostBytes = fixed.aheadBytes,
  ): Promise<Written<SearchAnswerJson>> {
    const vectors = include.includes('vector');
    const bounds = { mostBytes: include.length === 0 ? 0 : mostBytes, vectors };
    const query = { ...wanted, ...bounds, collection, model: encoder.digest, vector };
    const start = performance.now();
    const patience = { ms: limits.queryMs, signal: gone };
    const { hits, ...answer } = await store.search(query, patience);
    metrics.observe.searched((performance.now() - start) / 1000);
    const itself =
      id === null ? undefined : await itselfAmong(hits, collection, id, vector, wanted);
    const others = itself === undefined ? hits : hits.filter((hit) => hit.id !== id);
    const found = (itself === undefined ? others : [itself, ...others]).slice(0, wanted.k);
    const isWhole = include.length === 0 || found.every(({ details }) => details !== null);
    const results = isWhole
      ? found.map((hit) => resultOf(hit, hit.details, include))
      : resultsOf(found, include);
    return { model: modelName(encoder.bundle.card), collection, ...answer, results };
  }

  /** Results as they are asked for; what has been changed since it was found is left out. */
  async function* resultsOf(hits: readonly SearchHit[], include: Wanted['include']) {
    const vectors = include.includes('vector');
    let read: readonly (HitDetails | null)[] = [];
    let from = 0;
    for (const [i, hit] of hits.entries()) {
      if (hit.details === null && i - from >= read.length) {
        const keys = hits.slice(i, i + hitsAtOnce).map(({ key }) => key);
        read = await store.readHits(keys, vectors);
        await takeTurn();
        from = i;
      }
      const details = hit.details ?? read[i - from]!;
      if (details !== null) yield resultOf(hit, details, include);
    }
  }

  /** The item searched by, which comes before others that are just as near: copies of it. */
  async function itselfAmong(
    hits: readonly SearchHit[],
    collection: string,
    id: string,
    vector: Float32Array,
    { filter }: Pick<Wanted, 'filter'>,
  ): Promise<SearchHit | undefined> {
    const found = hits.find((hit) => hit.id === id);
    // It is beyond k copies, or does not pass.
    if (found !== undefined || filter !== undefined) return found;
    const { metadata } = await store.getItem(collection, id);
    return { id, score: 1, key: 0, details: { metadata, vector } };
  }

  return [
    endpoint({
      method: 'post',
      path,
      operationId: 'search',
      tag,
      summary: 'The nearest items to a picture, a vector, an item or words',
      access: 'read',
      params,
      query: searchOptions,
      body: { pictures: 'one', json: searchJson },
      answers: { 200: { description: 'what was found', json: searchAnswer } },
      errors,
      async handle({ params: { collection }, query, body, gone, caller }) {
        const isJson = body.kind === 'json';
        const asked = (isJson ? body.value.model : undefined) ?? query.model;
        const wanted = wantedOf(query, isJson ? body.value : undefined);
        const json = await models.reading(collection, asked, async (encoder) => {
          const subject = isJson
            ? await subjectOf(encoder, body.value, collection, asked, caller)
            : await pictured(encoder.embedder, body.pictures[0]!, collection, caller);
          return search(encoder, collection, subject, wanted, gone);
        });
        return { status: 200, json };
      },
    }),

    endpoint({
      method: 'post',
      path: `${path}/batch`,
      operationId: 'searchMany',
      tag,
      summary: 'Several searches at once',
      description: 'Each answers for itself, with what it found or with its error.',
      access: 'read',
      params,
      query: searchOptions,
      body: { json: batchJson },
      answers: { 200: { description: 'in the order of the queries', json: batchAnswer } },
      errors,
      async handle({ params: { collection }, query, body, gone, caller, requestId }) {
        await models.reading(collection, query.model, async () => {});
        const answer = (one: SearchJson) => {
          const asked = one.model ?? query.model;
          const wanted = wantedOf(query, one);
          const share = fixed.aheadBytes / searchesAtOnce;
          return models.reading(collection, asked, async (encoder) => {
            const subject = await subjectOf(encoder, one, collection, asked, caller);
            return search(encoder, collection, subject, wanted, gone, share);
          });
        };
        async function* answers() {
          const { queries } = body.value;
          for (let i = 0; i < queries.length && !gone.aborted; i += searchesAtOnce) {
            const some = queries.slice(i, i + searchesAtOnce);
            for (const outcome of await Promise.allSettled(some.map(answer))) {
              yield outcome.status === 'fulfilled'
                ? outcome.value
                : { error: errorBody(publicError(outcome.reason, requestId, services)) };
            }
          }
        }
        const data = answers();
        return { status: 200, json: { object: 'list', data } };
      },
    }),
  ];
}

function resultOf(
  { id, score }: SearchHit,
  details: HitDetails | null,
  include: Wanted['include'],
) {
  const metadata = include.includes('metadata') && details !== null;
  const vector = include.includes('vector') ? details?.vector : undefined;
  return {
    id,
    score,
    ...(metadata && { metadata: new RawJson(details.metadata) }),
    ...(vector !== undefined && { vector: Array.from(vector) }),
  };
}
