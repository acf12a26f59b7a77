import type { Config } from '../config/schema.ts';
import { barlow } from './barlow.ts';
import type { Loss } from './loss.ts';
import { simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { vicreg } from './vicreg.ts';

/** The loss that the settings name. */
export function createLoss({ loss, lambda, terms, normalise, temperature }: Config): Loss {
  if (loss === 'simsiam') return simsiam();
  if (loss === 'simclr') return simclr({ temperature });
  if (loss === 'vicreg') return vicreg();
  return barlow({ lambda, terms, normalise });
}
