import { type Bundle, findBundle, listBundles, modelDigest } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import { limits } from './config/limits.ts';
import { Embedder } from './embed/Embedder.ts';
import { startEngine } from './embed/pool/selectDevice.ts';
import { createSelfTest } from './embed/selfTest.ts';
import { NoBundleError } from './errors/NoBundleError.ts';
import { openStore } from './index/sqlite/openStore.ts';
import type { Services } from './services.ts';

/** The bundle to serve: the one asked for, or the one created last. */
async function chooseBundle({ models, model }: Config, log: Logger): Promise<Bundle> {
  if (model !== undefined) return findBundle(models, model);
  const { bundles, broken } = await listBundles(models);
  for (const { dir, error } of broken) log.warn({ dir, reason: error.message }, 'bundle left out');
  const newest = bundles.toSorted((a, b) => a.card.created.localeCompare(b.card.created)).at(-1);
  if (newest === undefined) throw new NoBundleError(models, broken);
  return newest;
}

export interface RunningServices extends Services {
  close(): Promise<void>;
}

/** Opens everything that the app works with, the store first: it is the quickest to refuse. */
export async function startServices(config: Config, log: Logger): Promise<RunningServices> {
  const bundle = await chooseBundle(config, log);
  const { card } = bundle;
  const store = await openStore({
    folder: config.data,
    model: modelDigest(card),
    exactLimit: limits.exactSearch,
    onRestart: (thread, reason) => log.error({ thread, reason }, 'thread started again'),
    onIndex: (message) => log.info({ detail: message }, 'index'),
  });
  try {
    const engine = await startEngine(
      config.device,
      {
        bundle,
        threads: config.threads,
        onRestart: (reason) => log.error({ thread: 'inference', reason }, 'thread started again'),
      },
      (device, reason) => log.info({ device, reason }, 'device left out'),
    );
    return {
      bundle,
      store,
      engine,
      embedder: new Embedder(card, engine, limits.embedMs),
      selfTest: await createSelfTest(card, engine),
      log,
      anyHost: config.insecure,
      async close() {
        await engine.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
