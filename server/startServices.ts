import { availableParallelism, hostname } from 'node:os';
import { modelDigest, modelName, type PictureLimits } from '@selfsame/models';
import type { Logger } from 'pino';
import { Jobs } from './bulk/Jobs.ts';
import type { Limits } from './config/limits.ts';
import type { Config } from './config/load.ts';
import { Admission } from './embed/Admission.ts';
import { DecodePool } from './embed/decode/DecodePool.ts';
import { Encoders } from './embed/Encoders.ts';
import { JsonParser } from './input/json/JsonParser.ts';
import { limits } from './limits.ts';
import { Maps } from './map/Maps.ts';
import { createMetrics } from './metrics/Metrics.ts';
import { Activations } from './models/activation/Activations.ts';
import { alone as aloneOver, type Crew } from './models/activation/Crew.ts';
import { latestFollower } from './models/activation/followLatest.ts';
import { widthBy } from './models/activation/widthBy.ts';
import { chooseBundle } from './models/chooseBundle.ts';
import { Comparisons } from './models/comparisons/Comparisons.ts';
import { loadForCollections } from './models/loadForCollections.ts';
import { Registry } from './models/Registry.ts';
import { tellNews } from './models/tellNews.ts';
import { Replica } from './replicas/Replica.ts';
import type { Services } from './services.ts';
import type { SharedStore } from './store/contract/replicas.ts';
import type { Store } from './store/contract/Store.ts';
import { openStore } from './store/openStore.ts';
import { modelsInDatabase } from './store/postgres/modelsInDatabase.ts';
import { modelsInUse } from './store/rows/modelsInUse.ts';
import { Thumbnails } from './thumbnails/Thumbnails.ts';
import { openTracing } from './tracing/openTracing.ts';
import { tracedStore } from './tracing/tracedStore.ts';
import { poolSize } from './workers/poolSize.ts';
import { lowerPoolThreads, niceness } from './workers/priority.ts';

export interface RunningServices extends Services {
  /** What whoever starts the server should know, a line each. */
  readonly notices: readonly string[];
  /** Readiness ends; requests are answered as before. */
  stop(): void;
  close(): Promise<void>;
}

/** What one picture may cost, in the words of its decoder. */
const pictureLimits = (limits: Limits): PictureLimits => ({
  bytes: limits.pictureBytes,
  pixels: limits.picturePixels,
  channels: limits.pictureChannels,
  frames: limits.pictureFrames,
  seconds: limits.decodeSeconds,
});

/** Its driver is loaded where it is used. */
async function openDatabase(
  url: string,
  pictures: string | undefined,
  onIndex: (message: string) => void,
): Promise<SharedStore> {
  const { openPostgres } = await import('./store/postgres/openPostgres.ts');
  return openPostgres({ url, pictures, exactLimit: limits.exactSearch, onIndex });
}

/** Opens everything that the app works with, the store first: it is the quickest to refuse. */
export async function startServices(config: Config, log: Logger): Promise<RunningServices> {
  const metrics = createMetrics();
  const admission = new Admission(config.limits.queue);
  const stopping = new AbortController();
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const one of opened.toReversed()) await one.close();
  };
  try {
    const tracing = await openTracing(process.env, log);
    if (tracing !== null) opened.push(tracing);
    const onIndex = (message: string) => log.info({ detail: message }, 'index');
    const database =
      config.store === undefined
        ? null
        : await openDatabase(config.store, config.pictures, onIndex);
    if (database !== null) opened.push(database);
    // Before it looks which models it has to load: from now on others wait for it.
    const membership = (await database?.join(`${hostname()} (process ${process.pid})`)) ?? null;
    const used = database === null ? modelsInUse(config.data) : await modelsInDatabase(database);
    const { serving, bundles, folders, notice } = await chooseBundle(config, used, log);
    if (notice !== null) log.warn({ model: modelName(serving.card) }, notice);
    const untraced =
      database ??
      (await openStore({
        folder: config.data,
        model: modelDigest(serving.card),
        exactLimit: limits.exactSearch,
        diskReserve: config.limits.diskReserveBytes,
        onRestart: (thread, reason) => log.error({ thread, reason }, 'thread started again'),
        onIndex,
        onDamage: (message) => log.error({ detail: message }, 'damaged data'),
      }));
    if (database === null) opened.push(untraced);
    const store = tracing === null ? untraced : tracedStore(untraced);
    const onRestart = (reason: string) => log.error({ reason }, 'process started again');
    const parser = await JsonParser.start((reason) =>
      log.error({ reason }, 'thread started again'),
    );
    opened.push(parser);
    const decoders = await DecodePool.start({
      threads: poolSize,
      processes: Math.ceil(availableParallelism() / 2),
      limits: pictureLimits(config.limits),
      observer: metrics.observe,
      onRestart,
    });
    opened.push(decoders);
    const encoders = await Encoders.start(serving, {
      device: config.device,
      threads: config.threads ?? null,
      windowMs: config.limits.batchWindowMs,
      loadMs: config.limits.loadMs,
      moreComing: () => decoders.behind,
      observer: metrics.observe,
      onRestart,
      onSkipped: (device, reason) => log.info({ device, reason }, 'device left out'),
      decoders,
      admission,
      deadlineMs: config.limits.deadlineMs,
    });
    opened.push(encoders);
    // They are there: the golden pictures were decoded in them.
    lowerPoolThreads(niceness.decoding);
    const { models, notices } = await loadForCollections(store, encoders, bundles, log, database);
    let follow: (() => Promise<void>) | undefined;
    let activations: () => Activations | null = () => null;
    const registry = await Registry.start({
      folders,
      verify: (bundle, signal) => encoders.verify(bundle, signal),
      onNews: (registered, news) => {
        tellNews(log, registered, news);
        if (news === 'new' && activations() !== null) void follow?.();
      },
      onFailure: (error) => log.error({ reason: error.message }, 'models not looked at'),
    });
    opened.push(registry);
    const requestMs = config.limits.deadlineMs;
    const means = { encoders, models, registry, log, requestMs, width: widthBy(admission) };
    const keepPreviousMs = config.keepPreviousHours * 3_600_000;
    /** Of whichever server leads, if there are several. */
    const openActivations = async (store: Store, crew: Crew) => {
      const started = await Activations.start({ ...means, store, crew, keepPreviousMs });
      if (config.follow === 'latest') follow = latestFollower(registry, encoders, started, log);
      await follow?.();
      return started;
    };
    let replica: Replica | null = null;
    if (database !== null && membership !== null) {
      const { serving } = used;
      const own = {
        ...means,
        store: database,
        membership,
        serving,
        openActivations,
        stopping: stopping.signal,
      };
      replica = await Replica.start(own);
      opened.push(replica);
      activations = () => replica!.activations;
    } else {
      const alone = await openActivations(store, aloneOver(store, means.width));
      opened.push(alone);
      activations = () => alone;
    }
    const comparisons = new Comparisons({ ...means, store });
    opened.push(comparisons);
    const maps = new Maps(store, models, log);
    opened.push(maps);
    const thumbnails = new Thumbnails({
      ...{ store, decoders, deadlineMs: config.limits.deadlineMs },
    });
    const jobs = new Jobs(store, models, config.limits.pictureBytes);
    opened.push(jobs);
    return {
      store,
      models,
      registry,
      activations,
      replica,
      comparisons,
      maps,
      thumbnails,
      jobs,
      parser,
      encoders,
      decoders,
      admission,
      log,
      metrics,
      tracing,
      limits: config.limits,
      apiKeys: config.apiKeys,
      hosts: config.hosts,
      corsOrigins: config.corsOrigins,
      stopping: stopping.signal,
      notices: [...(notice === null ? [] : [notice]), ...notices],
      stop: () => stopping.abort(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
