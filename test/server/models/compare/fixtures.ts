import type { Comparison, ModelFigures } from '../../../../server/models/compare/comparison.ts';

export const figures: ModelFigures = {
  ...{ name: 'mine/1', dimensions: 256, recall1: 0.5, recall10: 0.8, knn: 0.6 },
  ...{ rankMe: 150, spread: 0.05, spreadIdeal: 1 / 16, broken: 0, picturesPerSecond: 100 },
};

const none = { lost: 0, gained: 0 };

/** A model beside itself. */
export const same: Comparison = {
  ...{ pictures: 500, leftOut: 0, seed: 1, classes: 3, agreement: 1, neighbours: 10 },
  ...{ present: figures, candidate: figures, queries: [] },
  changes: { recall1: none, recall10: none, knn: none },
};
