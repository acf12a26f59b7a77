import { signal } from '@preact/signals';
import type { Client, Filter, SearchAnswer } from '@selfsame/client';
import type { Encoder, Stages } from '@selfsame/client/encoder';
import { modelOf } from '../server/live.ts';

const storage = 'selfsame-embed-here';

/** Whether pictures are embedded in this browser, so that none is sent. */
export const embedsHere = signal(localStorage.getItem(storage) === 'yes');

export function embedHere(wanted: boolean): void {
  localStorage.setItem(storage, wanted ? 'yes' : 'no');
  embedsHere.value = wanted;
}

/** How a picture was embedded here. */
export interface Here extends Pick<Encoder, 'device' | 'threads' | 'note'> {
  readonly ms: Stages & { readonly search: number };
}

/** By model; each is loaded once. */
const loaded = new Map<string, Promise<Encoder>>();

/** Searches by the vector that the collection's model makes of a picture in this browser. */
export async function searchHere(
  client: Client,
  collection: string,
  picture: Blob,
  options: { k: number; filter: Filter | undefined; signal: AbortSignal },
): Promise<SearchAnswer & { readonly here: Here }> {
  const { signal } = options;
  const { device, threads, note, embed } = await encoderOf(client, modelOf(collection)?.id);
  const { vector, model, ms } = await embed(picture, { signal });
  const began = performance.now();
  const answer = await client.search(collection, { vector }, { ...options, model });
  const search = performance.now() - began;
  return { ...answer, here: { device, threads, note, ms: { ...ms, search } } };
}

function encoderOf(client: Client, model = ''): Promise<Encoder> {
  const known = loaded.get(model) ?? load(client, model || undefined);
  loaded.set(model, known);
  known.catch(() => loaded.delete(model));
  return known;
}

/** Of no use to whoever does not want it, and so not part of what is loaded first. */
async function load(client: Client, model: string | undefined): Promise<Encoder> {
  const { loadEncoder } = await import('@selfsame/client/encoder');
  return loadEncoder({ client, model });
}
