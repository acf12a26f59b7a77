import type { Logger } from 'pino';
import type { DecodePool } from './embed/decode/DecodePool.ts';
import type { Encoders } from './embed/Encoders.ts';
import type { Store } from './index/store.ts';

/** What the routes work with. */
export interface Services {
  readonly encoders: Encoders;
  readonly decoders: DecodePool;
  readonly store: Store;
  readonly log: Logger;
  /** Answer whatever name the server is addressed by; otherwise loopback names alone. */
  readonly anyHost: boolean;
}
