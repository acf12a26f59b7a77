import { type BarlowOptions, barlow } from './barlow.ts';
import type { Loss } from './loss.ts';
import { type SimclrOptions, simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { vicreg } from './vicreg.ts';

/** Those of a run's settings that are of some losses only. */
export interface LossOptions extends Required<BarlowOptions>, SimclrOptions {
  /** The step's own to add (`mixedRegulariser`), to projections as Barlow Twins standardises them. */
  readonly mix: number;
}

/** A loss is made of the settings that are its own; beside another loss they are refused. */
const lossOf = <Own extends keyof LossOptions>(
  settings: readonly Own[],
  create: (options: Pick<LossOptions, Own>) => Loss,
) => ({ settings, create });

/** Every loss by the name that `--loss` takes. */
export const losses = {
  barlow: lossOf(['lambda', 'terms', 'normalise', 'mix'], barlow),
  simsiam: lossOf([], simsiam),
  simclr: lossOf(['temperature'], simclr),
  vicreg: lossOf([], vicreg),
};

export type LossName = keyof typeof losses;

/** The loss that the settings name. */
export function createLoss(settings: LossOptions & { readonly loss: LossName }): Loss {
  return losses[settings.loss].create(settings);
}
