import type { ArmResults } from './arm.ts';
import { type Claim, judge } from './claim.ts';
import type { ArmFigures } from './result.ts';
import { spreadOf } from './spread.ts';
import type { Published, Study } from './study.ts';
import { finished } from './summary.ts';

/** Rows of cells as a table in Markdown; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${'---|'.repeat(rows[0]!.length)}`, ...body].join('\n');
}

/** What was measured for each arm: mean and standard deviation over the seeds. */
export function measuredTable({ axis }: Study, arms: readonly ArmResults[]): string {
  const head = ['', axis, 'kNN, %', 'RankMe', 'spread', 'runs'];
  const rows = arms.map((one) => {
    const { arm } = one;
    const results = finished(one);
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

/** What the runs say of each claim. */
export function claimsTable(claims: readonly Claim[], arms: readonly ArmResults[]): string {
  const rows = claims.map((claim) => {
    const judgement = judge(claim, arms);
    if (judgement === undefined) return [claim.text, '-', '-', '0'];
    const { mean, error, seeds, verdict } = judgement;
    const digits = claim.unit === 'points' ? 1 : 2;
    const sign = mean < 0 ? '−' : '+';
    const both = `${sign}${Math.abs(mean).toFixed(digits)} ± ${error.toFixed(digits)} ${claim.unit}`;
    return [claim.text, both, `**${verdict}**`, String(seeds)];
  });
  return markdownTable([['claim', 'difference', 'here', 'seeds'], ...rows]);
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
