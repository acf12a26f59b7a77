import type { Comparison, ModelFigures } from './comparison.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const rows: readonly (readonly [string, (figures: ModelFigures) => string])[] = [
  ['own picture nearest', ({ recall1 }) => percent(recall1)],
  ['among the nearest 10', ({ recall10 }) => percent(recall10)],
  ['kNN 20', ({ knn }) => (knn === null ? '-' : percent(knn))],
  ['RankMe', ({ rankMe }) => rankMe.toFixed(1)],
  ['dimensions', ({ dimensions }) => String(dimensions)],
  ['spread, of the ideal', ({ spread, spreadIdeal }) => percent(spread / spreadIdeal)],
  ['no numbers', ({ broken }) => String(broken)],
  [
    'pictures/s',
    (figures) => figures.picturesPerSecond.toFixed(figures.picturesPerSecond < 10 ? 1 : 0),
  ],
];

/** Both models' figures, as cells: a head, and then what is measured, the present, the candidate. */
export function figureRows({ present, candidate }: Comparison): string[][] {
  const cells = rows.map(([what, of]) => [what, of(present), of(candidate)]);
  return [['', present.name, candidate.name], ...cells];
}

/** What was compared, and how far the models agree. */
export function summaryOf(comparison: Comparison): string {
  const { pictures, leftOut, classes, agreement, neighbours } = comparison;
  const left = leftOut > 0 ? `, ${leftOut} left out` : '';
  const labelled = classes > 0 ? ` of ${classes} classes` : '';
  const nearest = neighbours === 1 ? 'nearest picture' : `${neighbours} nearest`;
  return `${pictures} pictures${labelled}${left}. The models agree on ${percent(agreement)} of the ${nearest}.`;
}
