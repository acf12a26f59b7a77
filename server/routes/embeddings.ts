import { modelName } from '@selfsame/models';
import { z } from 'zod';
import type { Limits } from '../config/limits.ts';
import type { Caller } from '../embed/caller.ts';
import type { Encoder } from '../embed/Encoders.ts';
import { errorBody, errorSchema } from '../errors/errorBody.ts';
import { embedErrors } from '../errors/groups.ts';
import { TooManyFilesError } from '../errors/request.ts';
import { DimensionsUnsupportedError, UnknownModelError } from '../errors/service.ts';
import { publicError } from '../http/answerError.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { decodeBase64, type EncodedPicture } from '../input/base64.ts';
import type { Received } from '../input/contract.ts';
import { base64Schema } from '../input/fields.ts';
import { numberOption } from '../input/options.ts';
import { tellModel } from '../models/tellModel.ts';
import type { Services } from '../services.ts';
import { toBytes, toNumbers } from '../store/vectors.ts';

const formats = z.enum(['float', 'base64']).describe('base64 is little-endian float32');
const whole = { description: "refused unless it is the model's own number" };
/** OpenAI's options; `user` is taken for its clients' sake and not used. */
const common = {
  model: z.string().optional().describe('name or name/version of a loaded model'),
  user: z.string().optional().describe('not used'),
};
const optionsSchema = z.strictObject({
  ...common,
  encoding_format: formats.default('float'),
  dimensions: numberOption(z.number().int().min(1).optional().meta(whole)),
});
const pictureSchema = z.union(
  [
    base64Schema,
    z.strictObject({ image: base64Schema }),
    // As in messages of OpenAI's.
    z.strictObject({
      type: z.literal('image_url'),
      image_url: z.strictObject({ url: base64Schema, detail: z.string().optional() }),
    }),
  ],
  { error: 'a picture is a base64 string, a data URI or {"image": ...}' },
);
type PictureInput = z.output<typeof pictureSchema>;
const inputProblem =
  'expected a picture (a base64 string, a data URI or {"image": ...}) or an array of them';
const createJsonSchema = (maxItems: number) =>
  z.strictObject({
    ...common,
    encoding_format: formats.optional(),
    dimensions: z.number().int().min(1).optional().meta(whole),
    input: z.preprocess(
      (input) => {
        // Before they are looked at one by one.
        if (Array.isArray(input) && input.length > maxItems) throw new TooManyFilesError(maxItems);
        return input;
      },
      z.union([pictureSchema, z.array(pictureSchema).min(1).max(maxItems)], inputProblem),
    ),
  });

const place = { object: z.literal('embedding'), index: z.number().int().min(0) };
const embeddingSchema = z
  .union([
    z.strictObject({
      ...place,
      embedding: z.union([z.array(z.number()), z.base64()]).describe('of length 1'),
    }),
    z.strictObject({
      ...place,
      // OpenAI's clients decode every embedding of a list, whatever else there is.
      embedding: z.union([z.array(z.number()).max(0), z.literal('')]).describe('empty'),
      error: errorSchema,
    }),
  ])
  .meta({ id: 'Embedding', description: "a picture's embedding, or why it has none" });
const answerSchema = z
  .strictObject({
    object: z.literal('list'),
    data: z.array(embeddingSchema).describe('in the order of the pictures'),
    model: z.string(),
    usage: z.strictObject({ prompt_tokens: z.literal(0), total_tokens: z.literal(0) }),
  })
  .meta({ id: 'EmbeddingList' });

type Options = z.output<typeof optionsSchema>;
type EmbeddingBody = Received<z.output<ReturnType<typeof createJsonSchema>>>;
type Outcome = PromiseSettledResult<Float32Array>;

/** A picture, or the reason why it could not be had from the request. */
type Input = Buffer | { readonly reason: unknown };

function optionsOf(body: EmbeddingBody, query: Options): Options {
  if (body.kind === 'pictures') return query;
  const { encoding_format = query.encoding_format } = body.value;
  return { ...query, ...body.value, encoding_format };
}

function encodedOf(entry: PictureInput): EncodedPicture {
  if (typeof entry === 'string' || entry instanceof Uint8Array || entry instanceof Error)
    return entry;
  return 'image' in entry ? entry.image : entry.image_url.url;
}

function inputsOf(body: EmbeddingBody, { pictureBytes }: Limits): readonly Input[] {
  if (body.kind === 'pictures') return body.pictures;
  const { input } = body.value;
  const list = Array.isArray(input) ? input : [input];
  return list.map((entry, i) => {
    try {
      return decodeBase64(encodedOf(entry), `input.${i}`, pictureBytes);
    } catch (reason) {
      return { reason };
    }
  });
}

/** POST /v1/embeddings: pictures in, OpenAI's list of embeddings out. */
export function embeddingEndpoints(services: Services): Endpoint[] {
  const { encoders, limits } = services;

  function encoderOf({ model, dimensions }: Options): Encoder {
    const encoder = encoders.find(model);
    const { card } = encoder.bundle;
    if (dimensions !== undefined && dimensions !== card.dimensions)
      throw new DimensionsUnsupportedError(dimensions, modelName(card), card.dimensions);
    return encoder;
  }

  async function embedAll(
    { embedder }: Encoder,
    inputs: readonly Input[],
    caller: Caller,
  ): Promise<Outcome[]> {
    const pictures = inputs.filter(Buffer.isBuffer);
    const embedded = (await embedder.embedEach(pictures, caller)).values();
    return inputs.map((input) => {
      if (!Buffer.isBuffer(input)) return { status: 'rejected', reason: input.reason };
      const outcome = embedded.next().value!;
      return outcome.status === 'rejected' ? outcome : { ...outcome, value: outcome.value.vector };
    });
  }

  return [
    endpoint({
      method: 'post',
      path: '/v1/embeddings',
      operationId: 'createEmbeddings',
      tag: 'embeddings',
      summary: 'Pictures to embeddings',
      description:
        "The error of a single picture is the answer's; among several pictures each keeps its own.",
      access: 'read',
      query: optionsSchema,
      body: { pictures: 'many', json: createJsonSchema(limits.picturesPerRequest) },
      answers: { 200: { description: 'as in the API of OpenAI', json: answerSchema } },
      errors: [UnknownModelError, DimensionsUnsupportedError, TooManyFilesError, ...embedErrors],
      async handle({ query, body, caller, requestId }) {
        const options = optionsOf(body, query);
        const encoder = encoderOf(options);
        tellModel(encoder);
        const model = modelName(encoder.bundle.card);
        const outcomes = await embedAll(encoder, inputsOf(body, limits), caller);
        if (outcomes.length === 1 && outcomes[0]!.status === 'rejected') throw outcomes[0]!.reason;
        const data = outcomes.map((outcome, index) => {
          const place = { object: 'embedding' as const, index };
          if (outcome.status === 'fulfilled')
            return { ...place, embedding: () => encode(outcome.value, options.encoding_format) };
          const error = publicError(outcome.reason, requestId, services);
          const embedding = encode(new Float32Array(), options.encoding_format);
          return { ...place, embedding: embedding as [] | '', error: errorBody(error) };
        });
        const usage = { prompt_tokens: 0 as const, total_tokens: 0 as const };
        return { status: 200, json: { object: 'list', data, model, usage } };
      },
    }),
  ];
}

function encode(embedding: Float32Array, format: 'float' | 'base64'): number[] | string {
  return format === 'float'
    ? toNumbers(embedding)
    : Buffer.from(toBytes(embedding)).toString('base64');
}
