import { type Change, chanceOfLoss } from '@selfsame/models';
import type { Comparison, ModelFigures } from './comparison.ts';

/** What a candidate may be worse by. */
export interface Thresholds {
  /** Share of the queries that it may get wrong more than the present model, 0 .. 1. */
  readonly margin: number;
  /** A loss that chance makes more often than this is none, 0 .. 1. */
  readonly chance: number;
  /** Least spread, as a share of 1 / sqrt(dimensions). */
  readonly leastSpread: number;
  /** Least RankMe, as a share of the lesser of pictures and dimensions. */
  readonly leastRank: number;
  /** Share of the present model's spread or RankMe that is enough, whatever it is. */
  readonly half: number;
  /** Fewer pictures than this tell too little of RankMe to compare it. */
  readonly rankPictures: number;
}

/**
 * - margin: to get five queries of a hundred wrong that were right is noticed by those who search;
 *   with less, a newer model may have other merits.
 * - chance: a refusal stops a refresh, so that of candidates that are as good no more than one in a
 *   hundred is to meet it by bad luck. Of a few pictures that takes seven that are lost, and none
 *   gained.
 * - leastSpread: as in training, where a collapse goes below a tenth of the ideal. Of embeddings it
 *   means a mean cosine of 0.99 between any two pictures; the shipped encoders have 0.84 and more.
 * - leastRank: collapsed encoders use a few directions; the shipped ones use more than half of them.
 * - half, rankPictures: how many directions are used follows how an encoder was trained, and is no aim
 *   by itself; to lose half of them is more than that. There are never more than pictures, so that of
 *   few pictures all models use nearly all.
 */
export const usualThresholds: Thresholds = {
  margin: 0.05,
  chance: 0.01,
  leastSpread: 0.1,
  leastRank: 0.02,
  half: 0.5,
  rankPictures: 50,
};

export type ReasonCode =
  | 'not_finite'
  | 'collapsed_spread'
  | 'collapsed_rank'
  | 'recall1_worse'
  | 'recall10_worse'
  | 'knn_worse'
  | 'rank_worse';

/** Why a candidate is refused. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
}

export interface Verdict {
  readonly passes: boolean;
  /** None where it passes. */
  readonly reasons: readonly Reason[];
}

/**
 * Whether a candidate may take the present model's place. It is refused for what is worse than with
 * the present model, and never for what that one does as badly, which may be the pictures' fault: a
 * model passes beside itself.
 */
export function judge(comparison: Comparison, thresholds: Thresholds = usualThresholds): Verdict {
  const { changes } = comparison;
  const reasons = [
    ofBroken(comparison),
    ofSpread(comparison, thresholds),
    ofRank(comparison, thresholds),
    ofChange(comparison, 'recall1', changes.recall1, thresholds),
    ofChange(comparison, 'recall10', changes.recall10, thresholds),
    changes.knn && ofChange(comparison, 'knn', changes.knn, thresholds),
  ].filter((reason) => reason !== null);
  return { passes: reasons.length === 0, reasons };
}

function ofBroken({ present, candidate, pictures }: Comparison): Reason | null {
  if (candidate.broken <= present.broken) return null;
  const message = `Of ${candidate.broken} of ${pictures} pictures, its embeddings are no numbers or zero; with ${present.name} that is so of ${present.broken}.`;
  return { code: 'not_finite', message };
}

function ofSpread({ present, candidate }: Comparison, { leastSpread, half }: Thresholds) {
  const of = ({ spread, spreadIdeal }: ModelFigures) => spread / spreadIdeal;
  const [was, is] = [of(present), of(candidate)];
  if (is >= leastSpread || is >= half * was) return null;
  const message = `It has collapsed: its embeddings of different pictures are nearly the same. Their spread is ${percent(is)} of the ideal, and with ${present.name} ${percent(was)}.`;
  return { code: 'collapsed_spread' as const, message };
}

function ofRank(comparison: Comparison, thresholds: Thresholds): Reason | null {
  const { present, candidate, pictures } = comparison;
  const { leastRank, half, rankPictures } = thresholds;
  // A shorter vector alone is no loss.
  const was = Math.min(present.rankMe, candidate.dimensions);
  const is = candidate.rankMe;
  if (pictures < rankPictures || is >= half * was) return null;
  const found = `Its embeddings differ in ${is.toFixed(1)} directions (RankMe), and those of ${present.name} in ${present.rankMe.toFixed(1)}.`;
  const most = Math.min(pictures, candidate.dimensions);
  return is < leastRank * most
    ? { code: 'collapsed_rank', message: `It has collapsed. ${found}` }
    : { code: 'rank_worse', message: found };
}

const codes = { recall1: 'recall1_worse', recall10: 'recall10_worse', knn: 'knn_worse' } as const;
const texts = {
  recall1: 'It finds pictures by augmented views of them less often, in the first place',
  recall10: 'It finds pictures by augmented views of them less often, among the first ten',
  knn: 'Neighbours tell the classes of pictures less often',
};

function ofChange(
  { present, candidate }: Comparison,
  what: keyof typeof codes,
  change: Change,
  { margin, chance }: Thresholds,
): Reason | null {
  const [was, is] = [present[what]!, candidate[what]!];
  if (was - is <= margin || chanceOfLoss(change) > chance) return null;
  const message = `${texts[what]}: ${percent(is)}, and ${percent(was)} with ${present.name}.`;
  return { code: codes[what], message };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
