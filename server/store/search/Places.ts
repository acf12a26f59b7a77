/** Places looked at for each key that comes: keys that are gone are a quarter of all at most. */
const looks = 4;

/** Entries that a Map of V8 holds at most. */
const mapLimit = 2 ** 24;

/**
 * Which place of a memory each key has. With each key that comes the next few places are looked at,
 * and those of keys that are gone become free, so that the memory grows with what is there and not
 * with what ever was. In a full memory a key takes any place.
 */
export class Places {
  readonly #most: number;
  readonly #isThere: (key: number) => boolean;
  readonly #places = new Map<number, number>();
  /** The key that has, or had, each place. */
  readonly #keys: number[] = [];
  readonly #free: number[] = [];
  /** The place that is looked at next. */
  #hand = 0;

  /** @param isThere whether a key is not gone */
  constructor(most: number, isThere: (key: number) => boolean) {
    this.#most = Math.min(most, mapLimit);
    this.#isThere = isThere;
  }

  of(key: number): number | undefined {
    return this.#places.get(key);
  }

  /** The key's place, one if it had none; the key that has to make way for it is forgotten. */
  take(key: number): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    for (let i = 0; i < looks; i++) this.#look();
    const place = this.#free.pop() ?? this.#another();
    this.#keys[place] = key;
    this.#places.set(key, place);
    return place;
  }

  #look(): void {
    const place = this.#hand++;
    if (this.#hand >= this.#keys.length) this.#hand = 0;
    const key = this.#keys[place];
    // One that is free already has a key that is gone.
    if (key === undefined || this.#places.get(key) !== place || this.#isThere(key)) return;
    this.#places.delete(key);
    this.#free.push(place);
  }

  #another(): number {
    const count = this.#keys.length;
    if (count < this.#most) return count;
    // Any, so that keys that come in turns do not displace one another every time.
    const place = Math.floor(Math.random() * count);
    this.#places.delete(this.#keys[place]!);
    return place;
  }
}
