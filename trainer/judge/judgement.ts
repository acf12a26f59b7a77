import { chanceOfLoss, changeOf } from '@selfsame/models';
import type { ViewFigures } from './ownView.ts';

/** A difference that chance makes more often is none. */
const chance = 0.05;

/** In a run's folder. */
export const judgementFile = 'judgement.json';

/** What the row of the encoder before training is called. */
export const untrainedName = 'the untrained encoder';

/** One way to turn pictures into vectors, and how well it does. */
export interface JudgedRow extends ViewFigures {
  readonly name: string;
  /** Effective rank before whitening, 1 .. dimensions; null where there is no such thing. */
  readonly rankMe: number | null;
}

type Found = Pick<ViewFigures, 'found'>;

export type Beside = 'better' | 'no better' | 'worse';

export interface Judgement {
  /** Pictures that were measured by. */
  readonly pictures: number;
  /** Whether they were kept from training. */
  readonly heldOut: boolean;
  readonly trained: JudgedRow;
  readonly baselines: readonly (JudgedRow & { readonly beside: Beside })[];
  /** Than every baseline. */
  readonly isBetter: boolean;
}

export function judgementOf(
  trained: JudgedRow,
  baselines: readonly JudgedRow[],
  heldOut: boolean,
): Judgement {
  const told = baselines.map((row) => ({ ...row, beside: besideOf(trained, row) }));
  return {
    ...{ pictures: trained.found.length, heldOut, trained, baselines: told },
    isBetter: told.every(({ beside }) => beside === 'better'),
  };
}

/** Of the pictures that only one of the two finds: whether that many more may be chance. */
export function besideOf(trained: Found, baseline: Found): Beside {
  const change = changeOf(baseline.found, trained.found);
  if (chanceOfLoss(change) < chance) return 'worse';
  const back = { lost: change.gained, gained: change.lost };
  return chanceOfLoss(back) < chance ? 'better' : 'no better';
}

/** Share of the pictures that are found by their views, 0 .. 1. */
export const foundShare = ({ found }: Found): number => found.filter(Boolean).length / found.length;

/** For a bundle's description: own figures under their own names, the best baseline's share beside. */
export function figuresOf({
  pictures,
  heldOut,
  trained,
  baselines,
}: Judgement): Record<string, number> {
  const { rankMe, alignment, uniformity } = trained;
  return {
    [heldOut ? 'heldOut' : 'measuredOnTrained']: pictures,
    ownView: foundShare(trained),
    ...(rankMe !== null && { rankMeBeforeWhitening: rankMe }),
    ...{ alignment, uniformity },
    bestBaselineOwnView: Math.max(...baselines.map(foundShare)),
  };
}
