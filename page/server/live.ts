import { batch, effect, signal } from '@preact/signals';
import type { Collection, Job, Model, RejectedModel } from '@selfsame/client';
import { ask, offline } from './ask.ts';
import { key, wanted } from './key.ts';

export type AnyModel = Model | RejectedModel;

/** What there is; undefined until it is known. */
export const collections = signal<readonly Collection[] | undefined>(undefined);
export const models = signal<readonly AnyModel[] | undefined>(undefined);
/** Null where the key is not one for it. */
export const jobs = signal<readonly Job[] | null>(null);

/** Undefined until it is known, and where there is none of the name. */
export const collectionOf = (collection: string): Collection | undefined =>
  collections.value?.find(({ name }) => name === collection);

/** The model that a collection is searched by; of one without vectors what serves, which is what is not told. */
export function modelOf(collection: string): Model | undefined {
  const own = collectionOf(collection)?.model;
  const loaded = models.value?.filter((model) => 'serving' in model);
  return loaded?.find(({ id, serving }) => (own ? id === own : serving));
}

/** Milliseconds between looks: while something goes on, and else. */
const soon = 1500;
const later = 10_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Looks again at once. What is wrong is told by `offline` and `wanted`. */
export async function refresh(): Promise<void> {
  clearTimeout(timer);
  try {
    const [allCollections, allModels] = await Promise.all([
      ask((client) => client.collections.list()),
      ask((client) => client.models.list()),
    ]);
    batch(() => {
      collections.value = allCollections;
      models.value = allModels;
    });
    // Keys of lower levels may not see jobs: not asked for once that is known.
    if (jobsOf !== key.peek()) jobs.value = await ask((client) => client.jobs.list());
  } catch {
    // What is known stays while nothing answers, which is told.
    if (!offline.value) jobs.value = null;
    if (!offline.value && wanted.value === null) jobsOf = key.peek();
  }
  clearTimeout(timer);
  if (wanted.value === null) timer = setTimeout(refresh, offline.value || isBusy() ? soon : later);
}

/** The key with which jobs may not be seen. */
let jobsOf: string | null | undefined;

const isBusy = () =>
  models.value?.some(({ state }) => state === 'activating' || state === 'verifying') ||
  jobs.value?.some(({ state }) => state === 'running');

/** Looks now, with each new key, and whenever the page is seen again. */
export function follow(): void {
  effect(() => {
    key.value;
    void refresh();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refresh();
    else clearTimeout(timer);
  });
  window.addEventListener('online', () => void refresh());
}
