import type { PixelRule } from '@selfsame/models/plain';
import type { Client } from '../createClient.ts';
import type { Stoppable } from '../request/api.ts';
import type { LoadedModel } from '../types.ts';
import { encoderError } from './errors.ts';

/** What it takes to run an encoder. */
export interface Fetched {
  readonly name: string;
  readonly dimensions: number;
  readonly rule: PixelRule;
  /** An ONNX file: `pixels` uint8 [N, height, width, 3] in, `embedding` float32 [N, dimensions] out. */
  readonly graph: ArrayBuffer;
  readonly golden: LoadedModel['golden'];
}

/**
 * Fetches a model that is loaded on a server.
 * @param model name or name/version; by default the one of requests that name none
 * @param accept throws where it is of no use, before it is fetched
 * @throws {ClientError}
 */
export async function fetchModel(
  { models }: Client,
  model: string | undefined,
  { signal, accept = () => {} }: Stoppable & { readonly accept?: (told: LoadedModel) => void },
): Promise<Fetched> {
  const told = await models.get(model ?? (await servingOf(models, signal)), { signal });
  accept(told);
  const rule = ruleOf(told);
  if (told.graph === null)
    throw encoderError(
      'encoder_not_served',
      `${told.id} has numbers beside its graph: it is too large to be run elsewhere.`,
      'Have the server embed, or serve a smaller encoder.',
    );
  const graph = await (await models.graph(told.graph.sha256, { signal })).arrayBuffer();
  await checkDigest(graph, told.graph.sha256, told.id);
  return { name: told.id, dimensions: told.dimensions, rule, graph, golden: told.golden };
}

async function servingOf(
  models: Client['models'],
  signal: AbortSignal | undefined,
): Promise<string> {
  const all = await models.list({ signal });
  return all.find((one) => 'serving' in one && one.serving)!.id;
}

function ruleOf({ input }: LoadedModel): PixelRule {
  const { width, height, fit, background, resize, resampling, resampler, pixels } = input;
  return {
    ...{ width, height, fit, pixels },
    background: background as unknown as PixelRule['background'],
    resize: resize ?? undefined,
    resampling: resampler === 'pillow' ? resampling : undefined,
  };
}

/** Where there is no way to check it, which is in a page without TLS, it is taken as it came. */
async function checkDigest(graph: ArrayBuffer, sha256: string, name: string): Promise<void> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return;
  const digest = new Uint8Array(await subtle.digest('SHA-256', graph));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex === sha256) return;
  throw encoderError(
    'encoder_damaged',
    `The graph of ${name} came damaged: its SHA-256 is ${hex}.`,
    'Load it again; if it stays so, look at the bundle on the server.',
  );
}
