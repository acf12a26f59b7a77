import type { Logger } from 'pino';
import type { ApiKey } from './auth/keys.ts';
import type { Jobs } from './bulk/Jobs.ts';
import type { Limits } from './config/limits.ts';
import type { Admission } from './embed/Admission.ts';
import type { DecodePool } from './embed/decode/DecodePool.ts';
import type { Encoders } from './embed/Encoders.ts';
import type { JsonParser } from './input/json/JsonParser.ts';
import type { Maps } from './map/Maps.ts';
import type { Metrics } from './metrics/Metrics.ts';
import type { Activations } from './models/activation/Activations.ts';
import type { CollectionModels } from './models/CollectionModels.ts';
import type { Comparisons } from './models/comparisons/Comparisons.ts';
import type { Registry } from './models/Registry.ts';
import type { Replica } from './replicas/Replica.ts';
import type { Store } from './store/contract/Store.ts';
import type { Thumbnails } from './thumbnails/Thumbnails.ts';
import type { Tracing } from './tracing/Tracing.ts';

/** What the routes work with. */
export interface Services {
  readonly encoders: Encoders;
  readonly decoders: DecodePool;
  readonly admission: Admission;
  readonly store: Store;
  readonly models: CollectionModels;
  readonly registry: Registry;
  /** Null where another server over the same database has them: the one that leads. */
  readonly activations: () => Activations | null;
  /** Null where no other server can have the store open. */
  readonly replica: Replica | null;
  readonly comparisons: Comparisons;
  readonly maps: Maps;
  readonly thumbnails: Thumbnails;
  readonly jobs: Jobs;
  readonly parser: JsonParser;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Null where nobody wants traces. */
  readonly tracing: Tracing | null;
  readonly limits: Limits;
  /** Without any, everyone who can reach the server may do everything. */
  readonly apiKeys: readonly ApiKey[];
  /** Names that the server answers to beside localhost and addresses. */
  readonly hosts: readonly string[];
  /** Origins whose pages may do what other clients may. */
  readonly corsOrigins: readonly string[];
  /** Aborts when the server is told to stop. */
  readonly stopping: AbortSignal;
}
