import { type Embedded, type Measured, measure } from './measure.ts';
import { makeThumbnail } from './thumbnail.ts';
import { augmentedView } from './view.ts';

/** A small upright copy of a picture, and what its view depends on besides. */
export interface Copy {
  readonly copy: Uint8Array;
  readonly seed: number;
  readonly id: string;
}

export interface Drawn {
  /** JPEG. */
  readonly thumbnail: Uint8Array;
  /** PNG. */
  readonly view: Uint8Array;
}

/** What a comparison does that takes long, or takes memory that stays with the process. */
export const operations = {
  async draw({ copy, seed, id }: Copy): Promise<Drawn> {
    return { thumbnail: await makeThumbnail(copy), view: await augmentedView(copy, seed, id) };
  },
  async measure(sides: readonly Embedded[]): Promise<Measured[]> {
    return sides.map(measure);
  },
};

export type Operation = keyof typeof operations;

export interface Request {
  readonly id: number;
  readonly operation: Operation;
  readonly argument: unknown;
}

export type Answer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly error: string }
);
