import type { Router } from 'express';
import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { DimensionsUnsupportedError } from '../errors/DimensionsUnsupportedError.ts';
import { TooManyFilesError } from '../errors/TooManyFilesError.ts';
import { UnknownModelError } from '../errors/UnknownModelError.ts';
import { errorBody, publicError } from '../http/answerError.ts';
import { clientGone } from '../http/clientGone.ts';
import { route } from '../http/route.ts';
import { toBytes } from '../index/vectors.ts';
import { decodeBase64 } from '../input/base64.ts';
import { readBody } from '../input/bodies.ts';
import { checkJson, checkOptions } from '../input/check.ts';
import { type Received, receive } from '../input/receive.ts';
import type { Services } from '../services.ts';
import { modelName } from './shapes.ts';

/** OpenAI's options for embeddings; `user` is taken for its clients' sake and not used. */
const options = {
  model: z.string().optional(),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  user: z.string().optional(),
};
const querySchema = z.strictObject({ ...options, dimensions: z.coerce.number().int().optional() });
const image = z.union([z.string(), z.strictObject({ image: z.string() })], {
  error: 'a picture is a base64 string, a data URI or {"image": ...}',
});
const jsonSchema = z.strictObject({
  ...options,
  input: z.union([image, z.array(image).min(1)], {
    error: 'expected a picture (a base64 string, a data URI or {"image": ...}) or an array of them',
  }),
  dimensions: z.number().int().optional(),
});
type Options = z.output<typeof querySchema>;
type Outcome = PromiseSettledResult<Float32Array>;

/** A picture, or the reason why it could not be had from the request. */
type Input = Buffer | { readonly reason: unknown };

function inputsOf(received: Received): { inputs: readonly Input[]; options: Options } {
  if (received.kind === 'pictures')
    return { inputs: received.pictures, options: checkOptions(querySchema, received.options) };
  const { input, ...rest } = checkJson(jsonSchema, received.value);
  const list = Array.isArray(input) ? input : [input];
  if (list.length > limits.picturesPerRequest)
    throw new TooManyFilesError(limits.picturesPerRequest);
  const inputs = list.map((entry, i) => {
    try {
      return decodeBase64(typeof entry === 'string' ? entry : entry.image, `input.${i}`);
    } catch (reason) {
      return { reason };
    }
  });
  return { inputs, options: rest };
}

/** POST /v1/embeddings: pictures in, OpenAI's list of embeddings out. */
export function embeddingRoutes(router: Router, services: Services): void {
  const { bundle, embedder, log } = services;
  const { card } = bundle;
  const name = modelName(card);

  function checkModel({ model, dimensions }: Options): void {
    if (model !== undefined && model !== name && model !== card.name)
      throw new UnknownModelError(model, [name]);
    if (dimensions !== undefined && dimensions !== card.dimensions)
      throw new DimensionsUnsupportedError(dimensions, name, card.dimensions);
  }

  async function embedAll(inputs: readonly Input[], gone: AbortSignal): Promise<Outcome[]> {
    const pictures = inputs.filter(Buffer.isBuffer);
    const embedded = (await embedder.embedEach(pictures, gone)).values();
    return inputs.map((input) =>
      Buffer.isBuffer(input)
        ? embedded.next().value!
        : { status: 'rejected', reason: input.reason },
    );
  }

  route(router, '/v1/embeddings', {
    post: [
      ...readBody,
      async (req, res) => {
        const { inputs, options } = inputsOf(await receive(req));
        checkModel(options);
        const outcomes = await embedAll(inputs, clientGone(res));
        // One picture's error is the answer's; among several it stays its own.
        if (outcomes.length === 1 && outcomes[0]!.status === 'rejected') throw outcomes[0]!.reason;
        const data = outcomes.map((outcome, index) => {
          if (outcome.status === 'fulfilled') {
            const embedding = encode(outcome.value, options.encoding_format);
            return { object: 'embedding', index, embedding };
          }
          const error = publicError(outcome.reason, res.locals.requestId, log);
          return { object: 'embedding', index, error: errorBody(error) };
        });
        const usage = { prompt_tokens: 0, total_tokens: 0 };
        res.json({ object: 'list', data, model: name, usage });
      },
    ],
  });
}

function encode(embedding: Float32Array, format: 'float' | 'base64'): number[] | string {
  return format === 'float'
    ? Array.from(embedding)
    : Buffer.from(toBytes(embedding)).toString('base64');
}
