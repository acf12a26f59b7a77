import { formatTable } from '@selfsame/models';
import type { Comparison } from './compare.ts';

/** The comparison as text, for people. */
export function formatComparison({ classes, bank, queries, rows }: Comparison): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const header = [
    ...['', 'kNN 20', 'kNN 200', 'linear', 'own view', 'RankMe', 'spread', '1/sqrt(D)'],
    ...['alignment', 'uniformity'],
  ];
  const cells = rows.map(({ name, figures }) => [
    name,
    percent(figures.knn20),
    percent(figures.knn200),
    percent(figures.linear),
    figures.selfRetrieval === undefined ? '-' : percent(figures.selfRetrieval),
    figures.rankMe.toFixed(1),
    figures.spread.toFixed(4),
    figures.spreadIdeal.toFixed(4),
    figures.alignment?.toFixed(3) ?? '-',
    figures.uniformity.toFixed(2),
  ]);
  const summary = `${classes} classes; ${queries} pictures searched among ${bank}`;
  return `${summary}\n\n${formatTable([header, ...cells])}`;
}
