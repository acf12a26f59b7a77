import { type Bundle, modelDigest, modelName, SelfsameError } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Encoders } from '../embed/Encoders.ts';
import type { SharedStore } from '../store/contract/replicas.ts';
import type { Store } from '../store/contract/Store.ts';
import { CollectionModels, modelOf } from './CollectionModels.ts';

/**
 * Loads the encoders of the collections beside the one that serves, and notes what they are called.
 * @param bundles all that are there
 * @param shared the store, where other servers may have it open
 * @returns also what whoever starts the server should know, a line each
 */
export async function loadForCollections(
  store: Store,
  encoders: Encoders,
  bundles: readonly Bundle[],
  log: Logger,
  shared: SharedStore | null,
): Promise<{ readonly models: CollectionModels; readonly notices: readonly string[] }> {
  const records = await store.listCollections();
  const wanted = new Set(
    records.flatMap((record) =>
      [modelOf(record), record.next, record.previous].filter((digest) => digest !== null),
    ),
  );
  // Of several of one digest that which made the vectors.
  const names = await store.modelNames();
  const isNamed = ({ card }: Bundle) => names.get(modelDigest(card)) === modelName(card);
  const inOrder = [...bundles.filter(isNamed), ...bundles.filter((one) => !isNamed(one))];
  for (const bundle of inOrder) {
    if (!wanted.has(modelDigest(bundle.card))) continue;
    try {
      await encoders.load(bundle);
    } catch (error) {
      if (!(error instanceof SelfsameError)) throw error;
      // The others are served; its collections are told to be without their model.
      const { code, message: reason } = error;
      log.error({ model: modelName(bundle.card), code, reason }, 'model not loaded');
    }
  }
  for (const { digest, bundle } of encoders.loaded) {
    await store.nameModel(digest, modelName(bundle.card));
  }
  const models = new CollectionModels(store, encoders, await store.modelNames(), shared);
  const serving = modelName(encoders.serving.bundle.card);
  const notices = records.flatMap((record) => {
    const digest = modelOf(record);
    if (digest === null || digest === encoders.serving.digest) return [];
    const { name, items } = record;
    const model = models.nameOf(digest);
    if (encoders.ofDigest(digest) !== undefined)
      return [
        `The collection "${name}" goes on with ${model}, which made its vectors; ${serving} is for new ones.`,
      ];
    const notice = `The collection "${name}" is of the model ${model}, which is not here: its ${items} items are kept, and not searched until the bundle is back in the folder of the models.`;
    log.error({ collection: name, model }, 'model missing');
    return [notice];
  });
  return { models, notices };
}
