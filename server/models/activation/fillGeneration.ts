import { SelfsameError } from '@selfsame/models';
import { jobCaller } from '../../embed/caller.ts';
import type { Encoder } from '../../embed/Encoders.ts';
import { patiently } from '../../embed/patiently.ts';
import { UnknownCollectionError, UnknownItemError } from '../../errors/collections.ts';
import { isOfService } from '../../errors/ofService.ts';
import type { ItemVersion } from '../../store/contract/files.ts';
import type { Store } from '../../store/contract/Store.ts';
import type { UnmadeItem, VersionedVector } from '../../store/contract/vectors.ts';

/** Items that are listed, and vectors that are written, at a time. */
const [listed, written] = [256, 32];

type Items = AsyncIterable<ItemVersion> | Iterable<ItemVersion>;

export interface Filling {
  readonly store: Store;
  readonly encoder: Encoder;
  readonly collection: string;
  /** Those to be embedded, each with a kept picture. */
  readonly items: Items;
  readonly signal: AbortSignal;
  /** How many pictures may be in work now. */
  readonly width: () => number;
  /** Told of vectors that have been put in. */
  readonly onDone: (count: number) => void;
}

/**
 * Embeds the kept pictures of items by a model.
 * @returns the items of which none could be made
 * @throws what is the service's fault, and the signal's reason
 */
export async function fillGeneration(filling: Filling): Promise<UnmadeItem[]> {
  const { store, encoder, collection, items, signal, width, onDone } = filling;
  const unmade: UnmadeItem[] = [];
  const inWork = new Set<Promise<void>>();
  let ready: VersionedVector[] = [];
  const failure: { error?: unknown } = {};

  async function make({ id, version }: ItemVersion): Promise<void> {
    try {
      const vector = await vectorOf(filling, id);
      if (vector !== null) ready.push({ id, version, vector });
    } catch (error) {
      if (isPictures(error) && !signal.aborted)
        unmade.push({ collection, id, version, code: error.code, message: error.message });
      else failure.error ??= error;
    }
  }

  async function flush(): Promise<void> {
    const some = ready;
    ready = [];
    if (some.length === 0) return;
    await store.putVectors(collection, encoder.digest, some);
    onDone(some.length);
  }

  try {
    for await (const item of items) {
      while (inWork.size >= width()) await Promise.race(inWork);
      signal.throwIfAborted();
      if ('error' in failure) throw failure.error;
      const work = make(item).finally(() => inWork.delete(work));
      inWork.add(work);
      if (ready.length >= written) await flush();
    }
  } finally {
    await Promise.all(inWork);
  }
  if ('error' in failure) throw failure.error;
  await flush();
  return unmade;
}

/** Whether it is the fault of a picture, which others do not have. */
const isPictures = (error: unknown): error is SelfsameError =>
  error instanceof SelfsameError &&
  !isOfService(error) &&
  error.code !== UnknownCollectionError.code;

/**
 * Items with a kept picture that have no vector of a model. What has one is passed over, so the same
 * again goes on where it was broken off.
 */
export async function* lackingItems(
  store: Store,
  collection: string,
  lacking: string,
): AsyncGenerator<ItemVersion> {
  for (let cursor: string | undefined; ; ) {
    const page = await store.listItems({ collection, limit: listed, lacking, cursor });
    yield* page.items.filter((item) => item.hasImage);
    if (page.next === null) return;
    cursor = page.next;
  }
}

/** Null if the item has gone meanwhile. */
async function vectorOf(
  { store, encoder, collection, signal }: Filling,
  id: string,
): Promise<Float32Array | null> {
  const image = await store.getImage(collection, id).catch((error) => {
    if (UnknownItemError.is(error)) return null;
    throw error;
  });
  if (image === null) return null;
  const picture = Buffer.from(image.bytes);
  const { vector } = await patiently(
    () => encoder.embedder.embed(picture, jobCaller(signal)),
    signal,
  );
  return vector;
}
