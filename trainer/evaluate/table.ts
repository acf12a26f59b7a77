import { formatTable } from '@selfsame/models';
import type { Comparison } from './compare.ts';

const percent = (share: number | undefined) =>
  share === undefined ? '-' : `${(100 * share).toFixed(1)} %`;

/** The comparison as text, for people. */
export function formatComparison({ classes, bank, queries, rows }: Comparison): string {
  const header = [
    ...['', ...(classes > 0 ? ['kNN 20', 'kNN 200', 'linear'] : [])],
    ...['own view', 'RankMe', 'spread', '1/sqrt(D)', 'alignment', 'uniformity'],
  ];
  const cells = rows.map(({ name, figures }) => [
    name,
    ...(classes > 0 ? [figures.knn20, figures.knn200, figures.linear].map(percent) : []),
    percent(figures.selfRetrieval),
    figures.rankMe.toFixed(1),
    figures.spread.toFixed(4),
    figures.spreadIdeal.toFixed(4),
    figures.alignment?.toFixed(3) ?? '-',
    figures.uniformity.toFixed(2),
  ]);
  const summary =
    classes > 0
      ? `${classes} classes; ${queries} pictures searched among ${bank}`
      : `${bank} pictures, without classes`;
  return `${summary}\n\n${formatTable([header, ...cells])}`;
}
