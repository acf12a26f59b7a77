import { type ErrorRecord, fromRecord, toRecord } from '../../workers/protocol.ts';
import type { SearchAnswer } from '../contract/search.ts';

/** A hit as the search makes it. */
export interface RawHit {
  readonly id: string;
  readonly key: number;
  readonly score: number;
  /** JSON; left out where that of the hits before was much. */
  readonly metadata?: string;
  readonly vector?: Float32Array;
}

export interface RawAnswer extends Omit<SearchAnswer, 'hits'> {
  readonly hits: readonly RawHit[];
}

/** An answer on its way between threads: few and flat parts, which are cheap to copy. */
export type PackedAnswer =
  | {
      readonly exact: boolean;
      readonly considered: number;
      readonly complete: boolean;
      readonly ids: readonly string[];
      readonly keys: readonly number[];
      readonly scores: readonly number[];
      /** Of the first hits. */
      readonly metadata: readonly string[];
      readonly vectors: readonly (Float32Array | undefined)[] | null;
    }
  | { readonly error: ErrorRecord };

export function pack(answer: RawAnswer | Error): PackedAnswer {
  if (answer instanceof Error) return { error: toRecord(answer) };
  const { exact, considered, complete, hits } = answer;
  const whole = hits.filter(({ metadata }) => metadata !== undefined);
  return {
    exact,
    considered,
    complete,
    ids: hits.map(({ id }) => id),
    keys: hits.map(({ key }) => key),
    scores: hits.map(({ score }) => score),
    metadata: whole.map(({ metadata }) => metadata!),
    vectors: hits[0]?.vector === undefined ? null : whole.map(({ vector }) => vector),
  };
}

export function unpack(packed: PackedAnswer): SearchAnswer | Error {
  if ('error' in packed) return fromRecord(packed.error);
  const { exact, considered, complete, ids, keys, scores, vectors } = packed;
  const hits = ids.map((id, i) => {
    const metadata = packed.metadata[i];
    const vector = vectors?.[i];
    const details = metadata === undefined ? null : { metadata, ...(vector && { vector }) };
    return { id, key: keys[i]!, score: scores[i]!, details };
  });
  return { exact, considered, complete, hits };
}
