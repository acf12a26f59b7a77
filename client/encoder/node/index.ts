import { decodePixels, modelName, readBundle, SelfsameError } from '@selfsame/models';
import type { Client } from '../../createClient.ts';
import { ClientError } from '../../errors.ts';
import type { Stoppable } from '../../request/api.ts';
import { bytesOf } from '../../request/picture.ts';
import type { Encoder } from '../encoder.ts';
import { checkGolden } from '../golden.ts';
import { type Fetched, fetchModel } from '../model.ts';
import { openSession } from './session.ts';

export type { Encoder, Stages } from '../encoder.ts';

export type EncoderOptions = Stoppable &
  (
    | {
        /** Of the server that has the encoder. */
        readonly client: Client;
        /** name or name/version of a model that is loaded there; by default the one that serves. */
        readonly model?: string | undefined;
      }
    | {
        /** Folder of a bundle: no server is needed. */
        readonly folder: string;
      }
  );

/**
 * Loads an encoder into this process, on the CPU. Pictures are decoded in threads of sharp's; while one
 * is encoded nothing else runs in the thread that asks.
 * @throws {ClientError}
 */
export async function loadEncoder(options: EncoderOptions): Promise<Encoder> {
  const { name, dimensions, rule, graph, golden } = await inOneShape(() => sourceOf(options));
  options.signal?.throwIfAborted();
  const { run, close } = await openSession(
    typeof graph === 'string' ? graph : new Uint8Array(graph),
    rule,
  );
  // By plain code: of generated pixels every rule makes the same as by libvips.
  await checkGolden({ name, dimensions, rule, golden }, run).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    ...{ model: name, dimensions, device: 'cpu', threads: 1, note: null },
    embed: (picture, { signal } = {}) =>
      inOneShape(async () => {
        signal?.throwIfAborted();
        const times = [performance.now()];
        const pixels = await decodePixels(await bytesOf(picture), rule);
        times.push(performance.now());
        signal?.throwIfAborted();
        const vector = await run(pixels);
        times.push(performance.now());
        const [decode, encode] = [times[1]! - times[0]!, times[2]! - times[1]!];
        // sharp decodes and resizes at once.
        return { vector, model: name, ms: { decode, resize: 0, encode } };
      }),
    close,
  };
}

async function sourceOf(
  options: EncoderOptions,
): Promise<Omit<Fetched, 'graph'> & { readonly graph: string | ArrayBuffer }> {
  if ('client' in options) return fetchModel(options.client, options.model, options);
  const { card, graphPath } = await readBundle(options.folder);
  const { dimensions, input, golden } = card;
  return { name: modelName(card), dimensions, rule: input, graph: graphPath, golden: golden[0]! };
}

/** Errors of pictures and bundles as this library's. */
async function inOneShape<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    throw new ClientError(error.code, error.message, error.remedy, { cause: error });
  }
}
