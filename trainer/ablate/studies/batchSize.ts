import type { Config } from '../../config/schema.ts';
import { gain, less } from '../claim.ts';
import { againstSimclr, type Study } from '../study.ts';

const factors = [1 / 4, 1 / 2, 1, 2, 4];

export const batchSize: Study = {
  title: 'Batch size, against SimCLR',
  axis: 'batch',
  finding:
    'Barlow Twins hardly suffers from small batches, SimCLR does: 4 points at 256 (arXiv 2103.03230, figure 2, a picture without numbers; Barlow Twins is best with 1024, its caption says, at 71.7 %). There the learning rate was searched for every batch; here it goes with the square root of the batch, and all runs see equally many pictures.',
  published: {
    source:
      'Barlow Twins: arXiv 2103.03230, tables 5 and 6 (batch 2048). SimCLR, reproduced: arXiv 2006.07733, table 16.',
    series: {
      'Barlow Twins': [['2048', 71.4]],
      SimCLR: [
        ['64', 59.2],
        ['128', 63.6],
        ['256', 64.3],
        ['512', 66.5],
        ['1024', 67.4],
        ['2048', 67.8],
        ['4096', 67.9],
      ],
    },
  },
  arms: (base) =>
    againstSimclr(
      factors.map((factor) => {
        const batch = batchOf(base, factor);
        const learningRate = peakRate(base) * Math.sqrt(batch / base.batch);
        const settings = factor === 1 ? {} : { batch, learningRate, rateBatch: batch };
        return { x: String(batch), settings };
      }),
    ),
  claims: (base) => {
    const [smallest, largest] = [factors[0]!, factors.at(-1)!].map((factor) =>
      batchOf(base, factor),
    );
    return [
      {
        text: `Barlow Twins loses less than SimCLR does from a batch of ${base.batch} to one of ${smallest}`,
        unit: 'points',
        difference: (of) =>
          less(
            gain(of, ['SimCLR', String(base.batch)], ['SimCLR', String(smallest)]),
            gain(of, ['Barlow Twins', String(base.batch)], ['Barlow Twins', String(smallest)]),
          ),
      },
      {
        text: `Barlow Twins is not better with a batch of ${largest} than with ${base.batch}`,
        unit: 'points',
        difference: (of) =>
          gain(of, ['Barlow Twins', String(base.batch)], ['Barlow Twins', String(largest)]),
      },
    ];
  },
};

const batchOf = ({ batch }: Config, factor: number) => Math.max(2, Math.round(batch * factor));

const peakRate = (config: Config) =>
  (config.learningRate * config.batch) / (config.rateBatch ?? config.batch);
