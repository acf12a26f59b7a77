import { serve } from '../workers/serve.ts';
import { Placing } from './Placing.ts';

export interface PlacingOptions {
  readonly dimensions: number;
  /** Points at most. */
  readonly most: number;
}

/** The placing of points, in a thread of its own, piece by piece. */
export type PlacingOperations = {
  add: (vectors: readonly Float32Array[]) => void;
  compare: (none: undefined) => number;
  begin: (none: undefined) => number;
  advance: (none: undefined) => number;
  points: (none: undefined) => { x: number[]; y: number[] };
};

await serve(async ({ dimensions, most }: PlacingOptions) => {
  const placing = new Placing(dimensions, most);
  const operations: PlacingOperations = {
    add: (vectors) => placing.add(vectors),
    compare: () => placing.compare(),
    begin: () => placing.begin(),
    advance: () => placing.advance(),
    points: () => placing.points(),
  };
  return { ready: true, operations };
});
