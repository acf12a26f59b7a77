import type { Client } from '../../createClient.ts';
import type { Stoppable } from '../../request/api.ts';
import type { Picture } from '../../request/picture.ts';
import type { LoadedModel } from '../../types.ts';
import type { Encoder } from '../encoder.ts';
import { encoderError } from '../errors.ts';
import { fetchModel } from '../model.ts';
import { callsOf } from './calls.ts';
import type { Embedded, Loaded } from './messages.ts';
import type { SessionOptions } from './session.ts';

export type { Encoder, Stages } from '../encoder.ts';

export interface EncoderOptions extends SessionOptions, Stoppable {
  /** Of the server that has the encoder, and onnxruntime-web's files. */
  readonly client: Client;
  /** name or name/version of a model that is loaded there; by default the one that serves. */
  readonly model?: string | undefined;
}

/**
 * Loads a server's encoder into a worker of this page, which embeds pictures from then on.
 * @throws {ClientError}
 */
export async function loadEncoder({
  client,
  model,
  signal,
  ...options
}: EncoderOptions): Promise<Encoder> {
  const fetched = await fetchModel(client, model, { signal, accept: refuseOldRule });
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const calls = callsOf(worker);
  try {
    const runtime = `${client.url}runtime/`;
    const question = { kind: 'load', fetched, runtime, options } as const;
    const loaded = await calls.ask<Loaded>(question, signal);
    return {
      model: fetched.name,
      dimensions: fetched.dimensions,
      ...loaded,
      async embed(picture, { signal } = {}) {
        const question = { kind: 'embed', picture: blobOf(picture) } as const;
        const embedded = await calls.ask<Embedded>(question, signal);
        return { ...embedded, model: fetched.name };
      },
      async close() {
        calls.close();
      },
    };
  } catch (error) {
    calls.close();
    throw error;
  }
}

function refuseOldRule({ id, input }: LoadedModel): void {
  if (input.pixels > 1) return;
  throw encoderError(
    'rule_unsupported',
    `${id} sees pictures as they are shrunk while they are loaded, which a browser cannot do.`,
    'Have the server embed, or serve an encoder that was trained by a later version.',
  );
}

const blobOf = (picture: Picture): Blob =>
  picture instanceof Blob ? picture : new Blob([picture as Uint8Array<ArrayBuffer> | ArrayBuffer]);
