/**
 * A place outside the database for kept pictures: objects under keys, each written once and never
 * changed. What takes too long is given up by the signal. Everything rejects with the place's own
 * error where it cannot be reached.
 */
export interface Pictures {
  /** As people know it: s3://bucket/prefix, or the folder. */
  readonly place: string;
  /** Resolves once it is durable. */
  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Null where there is none under the key. */
  get(key: string, signal: AbortSignal): Promise<Uint8Array | null>;
  /** `length` bytes, or as many as there are, `from` being before the end. */
  read(key: string, from: number, length: number, signal: AbortSignal): Promise<Uint8Array | null>;
  /** @returns whether there is one to copy */
  copy(from: string, to: string, signal: AbortSignal): Promise<boolean>;
  /** Deletes those that are there, of up to 1,000. */
  delete(keys: readonly string[], signal: AbortSignal): Promise<void>;
  /** Some of all there is. @param after `next` of the page before */
  list(after: string | null, signal: AbortSignal): Promise<ObjectPage>;
  /** What mends an error of its. */
  remedyOf(error: unknown): string;
  close(): void;
}

export interface ObjectPage {
  readonly objects: readonly ListedObject[];
  /** Null at the end. */
  readonly next: string | null;
}

export interface ListedObject {
  readonly key: string;
  readonly written: Date;
}

/** Says whose the pictures of a place are; where it is missing, the place is not what it was. */
export const markerKey = 'selfsame.json';
