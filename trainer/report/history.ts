import type { Point, Series } from '../plot/curve.ts';

/** Lines of a run's metrics, or of its looks. */
export type Line = Readonly<Record<string, number>> & { readonly step: number };

/** Points of a curve: no screen shows more. */
const most = 300;
/** Points of which a trend's point is the mean, as a share of all, before it and after it. */
const side = 0.03;

/** One value of the lines that have it, averaged where there are more than a curve shows. */
export function seriesOf(lines: readonly Line[], key: string, name = key): Series {
  const found = lines.filter((line) => Number.isFinite(line[key]));
  const width = Math.max(1, Math.ceil(found.length / most));
  const points: Point[] = [];
  for (let start = 0; start < found.length; start += width) {
    const part = found.slice(start, start + width);
    points.push([part.at(-1)!.step, meanOf(part.map((line) => line[key]!))]);
  }
  return { name, points };
}

/** The same for values that differ from batch to batch, with their trend. */
export function noisySeriesOf(lines: readonly Line[], key: string, name = key): Series {
  const { points } = seriesOf(lines, key, name);
  const reach = Math.ceil(points.length * side);
  const trend = points.map(([step], i): Point => {
    // As many before as after, so that the trend of a falling curve does not lag behind it.
    const near = Math.min(reach, i, points.length - 1 - i);
    return [step, meanOf(points.slice(i - near, i + near + 1).map(([, value]) => value))];
  });
  return { name, points, trend };
}

/** The mean over the newest lines that have a value: one batch tells little. */
export function lately(lines: readonly Line[], key: string): number | undefined {
  const found = lines.flatMap((line) => (Number.isFinite(line[key]) ? line[key]! : []));
  return found.length === 0 ? undefined : meanOf(found.slice(-newest));
}

const newest = 20;

/** The mean over the first lines that have a value: where training began. */
export function start(lines: readonly Line[], key: string): number | undefined {
  const found = lines.slice(0, oldest).flatMap((line) => line[key] ?? []);
  return found.length === 0 ? undefined : meanOf(found);
}

const oldest = 5;

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
