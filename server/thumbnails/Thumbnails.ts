import { Admission } from '../embed/Admission.ts';
import type { Caller } from '../embed/caller.ts';
import type { DecodePool } from '../embed/decode/DecodePool.ts';
import { withDeadline } from '../embed/withDeadline.ts';
import { isOfService } from '../errors/ofService.ts';
import { limits } from '../limits.ts';
import type { ItemRecord, StoredImage } from '../store/contract/items.ts';
import type { Store } from '../store/contract/Store.ts';
import { traced } from '../tracing/Span.ts';
import { AtOnce } from './AtOnce.ts';
import { RecentBytes } from './RecentBytes.ts';

export interface ThumbnailsOptions {
  readonly store: Store;
  readonly decoders: DecodePool;
  /** Time for one request, in milliseconds. */
  readonly deadlineMs: number;
}

const quality = 80;

/** All requests for thumbnails are one client of the decoders, which gives way to pictures to embed. */
const decodingFor = { client: 'thumbnails', weight: 0.25 };

/**
 * Thumbnails of kept pictures, made when they are asked for. The last ones are remembered; how many wait,
 * how many are made at once and for how long is bounded, apart from the pictures that are to be embedded.
 */
export class Thumbnails {
  readonly #options: ThumbnailsOptions;
  readonly #admission = new Admission(limits.thumbnailsWaiting, 'thumbnails');
  readonly #turns = new AtOnce(limits.thumbnailsAtOnce);
  /** Null where the kept picture itself is sent. */
  readonly #recent = new RecentBytes<StoredImage | null>(
    limits.thumbnailCacheBytes,
    (image) => image?.bytes.length ?? 0,
  );

  constructor(options: ThumbnailsOptions) {
    this.#options = options;
  }

  /**
   * A thumbnail of what is kept of an item, whose longer side has at most `side` pixels: JPEG, or WebP
   * where it may be transparent. Null where nothing is kept, where what is kept takes no more bytes, and
   * where it cannot be decoded.
   * @throws {QueueFullError} {DeadlineError}, and what reading the kept picture does
   */
  async of(item: ItemRecord, side: number, caller: Caller): Promise<StoredImage | null> {
    // A version never comes again, of whatever item.
    const name = `${item.version} ${side}`;
    const known = this.#recent.get(name);
    if (known !== undefined) return known;
    const release = this.#admission.admit(1, caller.client);
    try {
      const made = await withDeadline(caller, this.#options.deadlineMs, (within) =>
        this.#turns.run(() => this.#make(item, side, within)),
      );
      this.#recent.set(name, made);
      return made;
    } finally {
      release();
    }
  }

  async #make({ collection, id }: ItemRecord, side: number, { gone }: Caller) {
    gone.throwIfAborted();
    const { store, decoders } = this.#options;
    const kept = await store.getImage(collection, id);
    if (kept === null) return null;
    const copying = decoders.copy(kept.bytes, { ...decodingFor, gone }, { side, quality });
    try {
      const { type, bytes } = await traced('thumbnail', copying);
      return bytes.length < kept.bytes.length ? { type, bytes } : null;
    } catch (error) {
      if (gone.aborted || isOfService(error)) throw error;
      // Kept under other limits, or damaged: a browser may make something of it.
      return null;
    }
  }
}
