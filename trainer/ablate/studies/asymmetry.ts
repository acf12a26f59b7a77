import type { Arm } from '../arm.ts';
import { type Claim, gain, less } from '../claim.ts';
import type { Study } from '../study.ts';

const kinds = ['none', 'stop-gradient', 'predictor', 'both'] as const;

/** The base's loss has no asymmetry by itself, so that `none` is the base. */
const barlow = kinds.map((asymmetry): Arm => {
  const settings = asymmetry === 'none' ? {} : { asymmetry };
  return { series: 'Barlow Twins', x: asymmetry, settings };
});

const simsiam = kinds.map((asymmetry): Arm => {
  const settings = { loss: 'simsiam' as const, mix: 0, asymmetry };
  return { series: 'SimSiam', x: asymmetry, settings };
});

export const asymmetry: Study = {
  title: 'Asymmetry, and the collapse that does not come',
  axis: 'asymmetry',
  finding:
    'Barlow Twins does not collapse without any asymmetry, and gains nothing from one; SimSiam collapses unless it has both (there to 0.1 %, which is chance; here the spread tells). The predictor has a hidden layer of a quarter of the width here, as SimSiam has it; Barlow Twins was tried with a full one.',
  published: {
    source:
      'Barlow Twins: arXiv 2103.03230, table 6. SimSiam: arXiv 2011.10566, table 1 and figure 2 (100 epochs).',
    series: {
      'Barlow Twins': [
        ['none', 71.4],
        ['stop-gradient', 70.5],
        ['predictor', 70.2],
        ['both', 61.3],
      ],
      SimSiam: [
        ['stop-gradient', 0.1],
        ['predictor', 0.1],
        ['both', 67.7],
      ],
    },
  },
  arms: () => [...barlow, ...simsiam],
  claims: () => [
    {
      text: 'Barlow Twins does not collapse without asymmetry: the spread of its projections is more than half of the best',
      unit: 'of the best spread',
      difference(of) {
        const figures = of('Barlow Twins', 'none');
        return figures && figures.spread - 0.5;
      },
    },
    ...kinds.slice(1).map((kind): Claim => {
      const [symmetric, other] = [
        ['Barlow Twins', 'none'] as const,
        ['Barlow Twins', kind] as const,
      ];
      const text = `Barlow Twins is better without asymmetry than with ${kind === 'stop-gradient' ? 'a stop-gradient' : kind === 'predictor' ? 'a predictor' : 'both'}`;
      return { text, unit: 'points', difference: (of) => gain(of, symmetric, other) };
    }),
    ...kinds.slice(0, 3).map(
      (kind): Claim => ({
        text: `SimSiam collapses with ${kind === 'none' ? 'neither' : `the ${kind} alone`}, and not with both: the spread of its projections`,
        unit: 'of the best spread',
        difference: (of) => less(of('SimSiam', 'both')?.spread, of('SimSiam', kind)?.spread),
      }),
    ),
    ...kinds.slice(0, 3).map(
      (kind): Claim => ({
        text: `SimSiam is better with both than with ${kind === 'none' ? 'neither' : `the ${kind} alone`}`,
        unit: 'points',
        difference: (of) => gain(of, ['SimSiam', 'both'], ['SimSiam', kind]),
      }),
    ),
  ],
};
