import type { ArmFigures } from './result.ts';
import type { Published, Study } from './study.ts';
import { type ArmResults, spreadOf } from './summary.ts';

/** Rows of cells as a table in Markdown; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${'---|'.repeat(rows[0]!.length)}`, ...body].join('\n');
}

/** What was measured for each arm: mean and standard deviation over the seeds. */
export function measuredTable({ axis }: Study, arms: readonly ArmResults[]): string {
  const head = ['', axis, 'kNN, %', 'RankMe', 'spread', 'runs'];
  const rows = arms.map(({ arm, results }) => {
    const figures = results.flatMap((result) => result.figures ?? []);
    const cell = (of: (one: ArmFigures) => number, digits: number) => {
      if (figures.length === 0) return '-';
      const { mean, deviation } = spreadOf(figures.map(of));
      const both = `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
      return figures.length === 1 ? mean.toFixed(digits) : both;
    };
    const diverged = results.length - figures.length;
    return [
      ...[arm.series, arm.x],
      ...[cell(({ accuracy }) => 100 * accuracy, 1), cell(({ rankMe }) => rankMe, 1)],
      cell(({ spread }) => spread, 2),
      `${results.length}${diverged > 0 ? `, ${diverged} diverged` : ''}`,
    ];
  });
  return markdownTable([head, ...rows]);
}

/** What was published: a row for each series. */
export function publishedTable({ axis }: Study, { series }: Published): string {
  const places = publishedPlaces({ series });
  const rows = Object.entries(series).map(([name, points]) => {
    const values = new Map(points);
    return [name, ...places.map((place) => values.get(place)?.toFixed(1) ?? '')];
  });
  return markdownTable([[axis, ...places], ...rows]);
}

/** In the order of the series that has most of them. */
export function publishedPlaces({ series }: Pick<Published, 'series'>): string[] {
  const longest = Object.values(series).sort((a, b) => b.length - a.length);
  return [...new Set(longest.flatMap((points) => points.map(([x]) => x)))];
}
