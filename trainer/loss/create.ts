import { type BarlowOptions, barlow } from './barlow.ts';
import type { Loss } from './loss.ts';
import { type SimclrOptions, simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { vicreg } from './vicreg.ts';

/** What a loss follows from, of a run's settings. */
export interface LossSettings extends Required<BarlowOptions>, SimclrOptions {
  readonly loss: 'barlow' | 'simsiam' | 'simclr' | 'vicreg';
}

/** The loss that the settings name. */
export function createLoss({ loss, lambda, terms, normalise, temperature }: LossSettings): Loss {
  if (loss === 'simsiam') return simsiam();
  if (loss === 'simclr') return simclr({ temperature });
  if (loss === 'vicreg') return vicreg();
  return barlow({ lambda, terms, normalise });
}
