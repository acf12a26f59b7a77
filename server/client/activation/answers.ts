import type { Told } from '../call.ts';

/** An activation as the API shows it. */
export interface ActivationAnswer {
  readonly kind: 'activation';
  readonly id: string;
  /** name/version */
  readonly model: string;
  readonly rollback: boolean;
  /** Those that follow; null: all. */
  readonly collections: readonly string[] | null;
  /** Those that had to follow, so far. */
  readonly begun: readonly string[];
  /** Whether requests that name no model have it in the end. */
  readonly serve: boolean;
  readonly state: 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  readonly stage: 'loading' | 'comparing' | 'embedding' | 'indexing' | 'switching';
  readonly done: number;
  readonly total: number;
  readonly rate: string;
  readonly left: string;
  readonly untouched: readonly string[];
  readonly unmade: {
    readonly count: number;
    readonly items: readonly {
      readonly collection: string;
      readonly id: string;
      readonly message: string;
    }[];
  };
  readonly verdict: {
    readonly passes: boolean;
    readonly forced: boolean;
    readonly reasons: readonly string[];
    readonly figures: readonly (readonly string[])[];
    readonly report: string;
  } | null;
  readonly error: Told | null;
}

/** A model as the API shows it. */
export interface ModelAnswer {
  /** name/version */
  readonly id: string;
  readonly state: 'active' | 'activating' | 'previous' | 'available' | 'verifying' | 'rejected';
  /** Unix time in seconds; 0 of one that is rejected. */
  readonly created: number;
  readonly error: Told | null;
  // What is known of all that are not rejected.
  readonly digest?: string;
  readonly dimensions?: number;
  readonly device?: string | null;
  readonly pictures_per_second?: number | null;
  readonly serving?: boolean;
  readonly collections?: readonly string[];
  readonly activation?: ActivationAnswer | null;
}

/** A collection as the API shows it. */
export interface CollectionAnswer {
  readonly name: string;
  /** name/version; null until the first vector. */
  readonly model: string | null;
  readonly items: number;
  readonly next: string | null;
  readonly previous: string | null;
}

/** Items of which something is to be told, and the first of their ids. */
export interface NamedAnswer {
  readonly count: number;
  readonly ids: readonly string[];
}

/** What a collection would lack by a model. */
export interface MissingAnswer {
  readonly collection: string;
  readonly embeddable: number;
  readonly vectors: NamedAnswer;
  readonly unkept: NamedAnswer;
  readonly small_previews: NamedAnswer;
}
