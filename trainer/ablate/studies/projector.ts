import { gain, less } from '../claim.ts';
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
        const width = widthOf(projectorWidth, factor);
        return { x: String(width), settings: factor === 1 ? {} : { projectorWidth: width } };
      }),
    ),
  claims: ({ projectorWidth }) => {
    const [least, base, most] = [factors[0]!, 1, factors.at(-1)!].map((factor) =>
      String(widthOf(projectorWidth, factor)),
    ) as [string, string, string];
    return [
      {
        text: `Barlow Twins still gains from a width of ${base} to one of ${most}`,
        unit: 'points',
        difference: (of) => gain(of, ['Barlow Twins', most], ['Barlow Twins', base]),
      },
      {
        text: `Barlow Twins gains more than SimCLR does from a width of ${least} to one of ${most}`,
        unit: 'points',
        difference: (of) =>
          less(
            gain(of, ['Barlow Twins', most], ['Barlow Twins', least]),
            gain(of, ['SimCLR', most], ['SimCLR', least]),
          ),
      },
    ];
  },
};

const widthOf = (width: number, factor: number) => Math.max(1, Math.round(width * factor));
