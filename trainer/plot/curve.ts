import { element, text } from './svg.ts';
import { ticks } from './ticks.ts';

/** Values over the steps of a run, in the order of the steps. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** The same without the noise, where there is some: drawn over the points, which are faint then. */
  readonly trend?: readonly Point[];
}

export type Point = readonly [step: number, value: number];

interface CurveOptions {
  readonly lastStep: number;
  /** A value that the axis shows in any case. */
  readonly reference?: number;
  /** What the values are to be compared with, drawn across. */
  readonly levels?: readonly Level[];
}

/** A value that stays the same. */
export interface Level {
  readonly name: string;
  readonly value: number;
}

const size = { width: 380, height: 200 };
const frame = { left: 56, right: 370, top: 12, bottom: 172 };
const colours = ['var(--first)', 'var(--second)'];

/** A line for each series, as an SVG element that takes its colours from the page. */
export function curve(
  series: readonly Series[],
  { lastStep, reference, levels = [] }: CurveOptions,
): string {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  if (reference !== undefined) values.push(reference);
  values.push(...levels.map(({ value }) => value));
  const marks = ticks(values.length > 0 ? values : [0]);
  const [low, high] = [marks[0]!, marks.at(-1)!];
  const across = (step: number) =>
    frame.left + (step / Math.max(1, lastStep)) * (frame.right - frame.left);
  const up = (y: number) => frame.bottom - ((y - low) / (high - low)) * (frame.bottom - frame.top);
  const grid = marks.flatMap((mark) => [
    element('line', { class: 'grid', x1: frame.left, x2: frame.right, y1: up(mark), y2: up(mark) }),
    text({ x: frame.left - 6, y: up(mark) + 4, 'text-anchor': 'end' }, shortNumber(mark)),
  ]);
  const drawnLevels = levels.flatMap(({ name, value }) => [
    element('line', {
      ...{ x1: frame.left, x2: frame.right, y1: up(value), y2: up(value), class: 'level' },
    }),
    text(
      { x: frame.right, y: up(value) - 3, 'text-anchor': 'end', class: 'over' },
      `${name}: ${Number(value.toPrecision(3))}`,
    ),
  ]);
  const steps = [0, lastStep].map((step) =>
    text(
      { x: across(step), y: 190, 'text-anchor': step === 0 ? 'start' : 'end' },
      step === 0 ? 'step 0' : String(step),
    ),
  );
  const polyline = (points: readonly Point[], stroke: string, opacity = 1) =>
    element('polyline', {
      points: points.map(([step, y]) => `${across(step).toFixed(1)},${up(y).toFixed(1)}`).join(' '),
      style: `fill:none;stroke:${stroke};stroke-width:1.5;opacity:${opacity}`,
    });
  const lines = series.map(({ points, trend }, i) => {
    const stroke = colours[i % colours.length]!;
    const last = (trend ?? points).at(-1);
    const dot = last
      ? element('circle', { cx: across(last[0]), cy: up(last[1]), r: 2.5, style: `fill:${stroke}` })
      : '';
    if (!trend) return polyline(points, stroke) + dot;
    return polyline(points, stroke, 0.3) + polyline(trend, stroke) + dot;
  });
  const root = { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' };
  return element('svg', root, ...grid, ...steps, ...drawnLevels, ...lines);
}

const shortNumber = (value: number) =>
  value !== 0 && (Math.abs(value) < 0.01 || Math.abs(value) >= 1e5)
    ? value.toExponential()
    : String(value);
