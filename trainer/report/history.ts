import { existsSync, readFileSync } from 'node:fs';
import type { Series } from '../plot/curve.ts';

/** Lines of a run's metrics, or of its looks. */
export type Line = Readonly<Record<string, number>> & { readonly step: number };

/** Points of a curve: no screen shows more. */
const most = 300;

/** A file of one JSON object a line; none where there is no file. A line cut short is left out. */
export function readLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as T];
      } catch {
        return [];
      }
    });
}

/** One value of the lines that have it, averaged where there are more than a curve shows. */
export function seriesOf(lines: readonly Line[], key: string, name = key): Series {
  const found = lines.filter((line) => Number.isFinite(line[key]));
  const width = Math.max(1, Math.ceil(found.length / most));
  const points: [number, number][] = [];
  for (let start = 0; start < found.length; start += width) {
    const part = found.slice(start, start + width);
    const mean = part.reduce((sum, line) => sum + line[key]!, 0) / part.length;
    points.push([part.at(-1)!.step, mean]);
  }
  return { name, points };
}
