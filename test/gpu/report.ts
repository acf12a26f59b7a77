import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../../trainer/files/writeAtomic.ts';
import type { Outcome } from './outcome.ts';

export interface Report {
  /** ISO 8601. */
  readonly began: string;
  readonly dry: boolean;
  readonly machine: Readonly<Record<string, readonly string[]>>;
  readonly parts: readonly Outcome[];
}

/** Of the parts that were done before, in the same folder and in the same way. */
export function readOutcomes(out: string, dry: boolean): readonly Outcome[] {
  const file = join(out, 'results.json');
  if (!existsSync(file)) return [];
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return report.dry === dry ? report.parts : [];
}

/** `results.json` and `results.txt`, anew after each part. @returns the table */
export function writeReport(out: string, report: Report): string {
  const table = textOf(report);
  write(join(out, 'results.json'), JSON.stringify(report, null, 2));
  write(join(out, 'results.txt'), table);
  return table;
}

const write = (path: string, text: string) =>
  writeAtomic(path, (fd) => writeFileSync(fd, `${text}\n`));

function textOf({ began, dry, parts }: Report): string {
  const rows = parts.flatMap(({ name, state, seconds, lines }) =>
    [...lines, ...(lines.length === 0 ? [''] : [])].map((line, i) =>
      i === 0 ? [name, state, seconds.toFixed(0), line] : ['', '', '', line],
    ),
  );
  const cells = [['part', 'state', 's', `${began}${dry ? ', in miniature' : ''}`], ...rows];
  const widths = [0, 1, 2].map((i) => Math.max(...cells.map((row) => row[i]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
