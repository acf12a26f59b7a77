import { inOrder, type Outcome, type Source } from '../inOrder.ts';
import { wholeOf } from '../options.ts';
import type { Api, Stoppable } from '../request/api.ts';
import { bytesOf, type Picture } from '../request/picture.ts';
import { base64ToVector } from './vector.ts';

export interface Embedding {
  /** [dimensions], of length 1. */
  readonly vector: Float32Array;
  /** name/version of what made it. */
  readonly model: string;
}

export interface EmbedOptions extends Stoppable {
  /** name or name/version; by default what serves. */
  readonly model?: string | undefined;
}

/** How many requests at a time; the client's own number by default. */
export interface ManyOptions {
  readonly concurrency?: number | undefined;
}

export interface EmbedCalls {
  /** A picture's embedding. @throws {ClientError} */
  embed(picture: Picture, options?: EmbedOptions): Promise<Embedding>;
  /** The embeddings of many, in their order, and why a picture has none. @throws {ClientError} */
  embedMany(
    pictures: Source<Picture>,
    options?: EmbedOptions & ManyOptions,
  ): AsyncGenerator<Outcome<Picture, Embedding>>;
}

export function embedCalls(api: Api): EmbedCalls {
  async function embed(picture: Picture, { model, signal }: EmbedOptions = {}): Promise<Embedding> {
    const query = { encoding_format: 'base64', model } as const;
    const body = await bytesOf(picture);
    const answer = await api.json('post', '/v1/embeddings', { query, body, signal });
    const [first] = answer.data;
    return { vector: base64ToVector(first!.embedding as string), model: answer.model };
  }
  return {
    embed,
    embedMany(pictures, { concurrency, model, signal } = {}) {
      const width = wholeOf('concurrency', concurrency ?? api.settings.concurrency, 1);
      return inOrder(pictures, width, signal, (picture, signal) =>
        embed(picture, { model, signal }),
      );
    },
  };
}
