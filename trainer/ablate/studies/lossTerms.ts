import type { Settings } from '../../config/schema.ts';
import { gain } from '../claim.ts';
import type { Study } from '../study.ts';

const variants: Readonly<Record<string, Partial<Settings>>> = {
  baseline: {},
  'on-diagonal only': { terms: 'on-diagonal', mix: 0 },
  'off-diagonal only': { terms: 'off-diagonal', mix: 0 },
  'over features': { normalise: 'feature' },
};

export const lossTerms: Study = {
  title: 'Terms of the loss',
  axis: 'loss',
  finding:
    'Both terms are needed: the invariance term alone loses 14 points, the redundancy term alone learns nothing; projections that are also normalised over the features do a little worse.',
  published: {
    source: 'arXiv 2103.03230, table 5.',
    series: {
      'Barlow Twins': [
        ['baseline', 71.4],
        ['on-diagonal only', 57.3],
        ['off-diagonal only', 0.1],
        ['over features', 69.8],
      ],
    },
  },
  arms: () =>
    Object.entries(variants).map(([x, settings]) => ({ series: 'Barlow Twins', x, settings })),
  claims: () =>
    Object.keys(variants)
      .filter((x) => x !== 'baseline')
      .map((x) => ({
        text: `the loss as it is does better than ${x}`,
        unit: 'points',
        difference: (of) => gain(of, ['Barlow Twins', 'baseline'], ['Barlow Twins', x]),
      })),
};
