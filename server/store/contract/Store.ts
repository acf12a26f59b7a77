import type { SelfsameError } from '@selfsame/models/light';
import type { Collections } from './collections.ts';
import type { Files } from './files.ts';
import type { Items } from './items.ts';
import type { Notes } from './notes.ts';
import type { Searches } from './search.ts';
import type { Snapshots } from './snapshots.ts';
import type { Generations } from './vectors.ts';

/**
 * What any store of items and vectors offers. A model is named by its digest throughout. A write
 * resolves once it is durable, and is seen by every call after that. What may take long takes as long
 * as it is given patience; without any it may take as long as any call.
 */
export interface Store extends Collections, Items, Files, Generations, Searches, Snapshots, Notes {
  /** What has been found to be damaged since the store was opened; null if nothing was. */
  damage(): SelfsameError | null;

  /** Why kept pictures can be neither read nor written just now, while all else can; null where they can. */
  picturesLost(): SelfsameError | null;

  /** May be called again. */
  close(): Promise<void>;
}
