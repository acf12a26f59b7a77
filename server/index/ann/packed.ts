import { type ErrorRecord, fromRecord, toRecord } from '../../threads/messages.ts';
import type { SearchAnswer } from '../store.ts';

/** A hit as the database has it: its metadata is JSON. */
export interface RawHit {
  readonly id: string;
  readonly score: number;
  readonly metadata: string;
  readonly vector?: Float32Array | undefined;
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
      readonly scores: readonly number[];
      /** A JSON list. */
      readonly metadata: string;
      readonly vectors: readonly (Float32Array | undefined)[] | null;
    }
  | { readonly error: ErrorRecord };

export function pack(answer: RawAnswer | Error): PackedAnswer {
  if (answer instanceof Error) return { error: toRecord(answer) };
  const { exact, considered, complete, hits } = answer;
  return {
    exact,
    considered,
    complete,
    ids: hits.map(({ id }) => id),
    scores: hits.map(({ score }) => score),
    metadata: `[${hits.map(({ metadata }) => metadata).join(',')}]`,
    vectors: hits[0]?.vector === undefined ? null : hits.map(({ vector }) => vector),
  };
}

export function unpack(packed: PackedAnswer): SearchAnswer | Error {
  if ('error' in packed) return fromRecord(packed.error);
  const { exact, considered, complete, ids, scores, vectors } = packed;
  const metadata = JSON.parse(packed.metadata);
  const hits = ids.map((id, i) => {
    const hit = { id, score: scores[i]!, metadata: metadata[i] };
    return vectors === null ? hit : { ...hit, vector: vectors[i] };
  });
  return { exact, considered, complete, hits };
}
