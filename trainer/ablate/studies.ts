import { asymmetry } from './studies/asymmetry.ts';
import { augmentations } from './studies/augmentations.ts';
import { batchSize } from './studies/batchSize.ts';
import { lossTerms } from './studies/lossTerms.ts';
import { projector } from './studies/projector.ts';
import type { Study } from './study.ts';

/** What the method is known for, by the names that `--studies` takes. */
export const studies = {
  'batch-size': batchSize,
  augmentations,
  projector,
  asymmetry,
  'loss-terms': lossTerms,
} as const satisfies Record<string, Study>;

export type StudyName = keyof typeof studies;
