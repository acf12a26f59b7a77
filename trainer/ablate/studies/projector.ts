import { againstSimclr, type Study } from '../study.ts';

const factors = [1 / 16, 1 / 4, 1, 4];

export const projector: Study = {
  title: 'Width of the projector, against SimCLR',
  axis: 'width',
  finding:
    'Barlow Twins keeps improving with the width of the projector, from 16 to 16384; other methods saturate early (arXiv 2103.03230, figure 4, a picture without numbers). There the width of the last layer was varied, here that of all layers; lambda stays the same in both.',
  published: {
    source: 'arXiv 2103.03230, tables 5 and 6 (width 8192).',
    series: { 'Barlow Twins': [['8192', 71.4]] },
  },
  arms: ({ projectorWidth }) =>
    againstSimclr(
      factors.map((factor) => {
        const width = Math.max(1, Math.round(projectorWidth * factor));
        return { x: String(width), settings: factor === 1 ? {} : { projectorWidth: width } };
      }),
    ),
};
