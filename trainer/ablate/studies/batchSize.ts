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
        const batch = Math.max(2, Math.round(base.batch * factor));
        const learningRate = peakRate(base) * Math.sqrt(batch / base.batch);
        const settings = factor === 1 ? {} : { batch, learningRate, rateBatch: batch };
        return { x: String(batch), settings };
      }),
    ),
};

const peakRate = (config: Parameters<Study['arms']>[0]) =>
  (config.learningRate * config.batch) / (config.rateBatch ?? config.batch);
