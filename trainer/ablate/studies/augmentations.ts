import { type Removal, removals } from '../../augment/without.ts';
import { type Claim, gain } from '../claim.ts';
import { againstSimclr, type Study } from '../study.ts';

const removed = {
  none: undefined,
  flip: 'flip',
  greyscale: 'greyscale',
  jitter: 'jitter',
  'all colour': 'jitter,greyscale',
  'all but crop': allBut('crop'),
};

function allBut(kept: Removal): string {
  return Object.keys(removals)
    .filter((name) => name !== kept)
    .join(',');
}

export const augmentations: Study = {
  title: 'Augmentations left out, against SimCLR',
  axis: 'left out',
  finding:
    'Like SimCLR, and unlike BYOL, Barlow Twins needs its augmentations: accuracy falls as they are removed one after the other (arXiv 2103.03230, figure 3, a picture without numbers).',
  published: {
    source:
      'Barlow Twins: arXiv 2103.03230, tables 5 and 6. SimCLR, reproduced: arXiv 2006.07733, table 17.',
    series: {
      'Barlow Twins': [['none', 71.4]],
      SimCLR: [
        ['none', 67.9],
        ['flip', 67.3],
        ['greyscale', 61.9],
        ['jitter', 63.7],
        ['all colour', 45.7],
        ['all but crop', 40.3],
      ],
    },
  },
  arms: () =>
    againstSimclr(
      Object.entries(removed).map(([x, without]) => ({ x, settings: without ? { without } : {} })),
    ),
  claims: () =>
    ['Barlow Twins', 'SimCLR'].flatMap((series) =>
      ['all colour', 'all but crop'].map(
        (x): Claim => ({
          text: `${series} loses accuracy when ${x} is left out`,
          unit: 'points',
          difference: (of) => gain(of, [series, 'none'], [series, x]),
        }),
      ),
    ),
};
