import { element, text } from './svg.ts';
import { ticks } from './ticks.ts';

/** Values at places along an axis, for some series. */
export interface Panel {
  readonly title: string;
  readonly axis: string;
  readonly places: readonly string[];
  /** Every value is a dot; the line goes through the means. */
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: string; readonly values: readonly number[] }[];
  }[];
}

export const panelSize = { width: 380, height: 290 };
const frame = { left: 46, right: 370, top: 36, bottom: 210 };

/** @param colourOf a series, by its name */
export function drawPanel(
  { title, axis, places, series }: Panel,
  colourOf: (name: string) => string,
): string {
  const all = series.flatMap(({ points }) => points.flatMap(({ values }) => values));
  const marks = ticks(all.length > 0 ? all : [0]);
  const [low, high] = [marks[0]!, marks.at(-1)!];
  const width = (frame.right - frame.left) / places.length;
  const across = (x: string) => frame.left + (places.indexOf(x) + 0.5) * width;
  const up = (y: number) => frame.bottom - ((y - low) / (high - low)) * (frame.bottom - frame.top);

  const grid = marks.flatMap((mark) => [
    element('line', { class: 'grid', x1: frame.left, x2: frame.right, y1: up(mark), y2: up(mark) }),
    text({ x: frame.left - 6, y: up(mark) + 4, 'text-anchor': 'end' }, String(mark)),
  ]);
  const labels = places.map((place) => {
    const [x, y] = [across(place) + 4, frame.bottom + 16];
    const turn = `rotate(-25 ${x.toFixed(1)} ${y})`;
    return text({ x, y, 'text-anchor': 'end', transform: turn }, place);
  });
  const drawn = series.map(({ name, points }) => {
    const colour = colourOf(name);
    const line = points.map(
      ({ x, values }) => `${across(x).toFixed(1)},${up(mean(values)).toFixed(1)}`,
    );
    const dots = points.flatMap(({ x, values }) =>
      values.map((y) => element('circle', { cx: across(x), cy: up(y), r: 3, fill: colour })),
    );
    const path = { points: line.join(' '), fill: 'none', stroke: colour, 'stroke-width': 1.5 };
    return element('polyline', path) + dots.join('');
  });
  return [
    text({ x: frame.left, y: 18, class: 'title' }, title),
    ...grid,
    ...labels,
    text({ x: (frame.left + frame.right) / 2, y: 284, 'text-anchor': 'middle' }, axis),
    ...drawn,
  ].join('');
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
