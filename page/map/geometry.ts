/** Where items lie: [count], 0 .. 1 of the map's side. */
export interface Points {
  readonly ids: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What of the map the window shows: a place of the map is at `place * scale + offset`, in pixels. */
export interface Window {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Place = readonly [x: number, y: number];

/** Pixels that are left free around the whole map. */
const margin = 24;
/** How much closer than the whole map one can come. */
const closest = 400;

const wholeScale = ({ width, height }: Size) => Math.max(1, Math.min(width, height) - 2 * margin);

/** All of the map, in the middle. */
export function whole(size: Size): Window {
  const scale = wholeScale(size);
  return { scale, left: (size.width - scale) / 2, top: (size.height - scale) / 2 };
}

/** Comes closer by a factor, or goes back, so that what is at a place of the window stays there. */
export function zoomed(window: Window, factor: number, [x, y]: Place, size: Size): Window {
  const least = wholeScale(size) / 2;
  const scale = Math.min(least * 2 * closest, Math.max(least, window.scale * factor));
  const by = scale / window.scale;
  return { scale, left: x - (x - window.left) * by, top: y - (y - window.top) * by };
}

/** Moves what is shown by so many pixels; some of the map stays in view. */
export function moved({ scale, left, top }: Window, dx: number, dy: number, size: Size): Window {
  const within = (at: number, extent: number) =>
    Math.min(extent - margin, Math.max(margin - scale, at));
  return { scale, left: within(left + dx, size.width), top: within(top + dy, size.height) };
}

export const placeOf = ({ x, y }: Points, i: number, { scale, left, top }: Window): Place => [
  x[i]! * scale + left,
  y[i]! * scale + top,
];

/** The numbers of the points that are in view, in their order. */
export function inView(points: Points, window: Window, { width, height }: Size): number[] {
  const seen: number[] = [];
  for (let i = 0; i < points.ids.length; i++) {
    const [x, y] = placeOf(points, i, window);
    if (x >= 0 && y >= 0 && x <= width && y <= height) seen.push(i);
  }
  return seen;
}

/** The point nearest to a place of the window, if one is within so many pixels. */
export function nearestTo(
  points: Points,
  seen: readonly number[],
  window: Window,
  [x, y]: Place,
  within: number,
): number | null {
  let best: number | null = null;
  let least = within;
  for (const i of seen) {
    const [px, py] = placeOf(points, i, window);
    const distance = Math.hypot(px - x, py - y);
    if (distance <= least) [best, least] = [i, distance];
  }
  return best;
}

/** The points that a line, which is closed, goes around. @param line places of the map, not of the window */
export function around({ x, y, ids }: Points, line: readonly Place[]): number[] {
  return ids.flatMap((_, i) => (isInside(x[i]!, y[i]!, line) ? [i] : []));
}

/** Whether a ray from the place crosses the line an odd number of times. */
function isInside(x: number, y: number, line: readonly Place[]): boolean {
  let inside = false;
  let [beforeX, beforeY] = line.at(-1) ?? [0, 0];
  for (const [atX, atY] of line) {
    const crosses = atY > y !== beforeY > y;
    if (crosses && x < ((beforeX - atX) * (y - atY)) / (beforeY - atY) + atX) inside = !inside;
    [beforeX, beforeY] = [atX, atY];
  }
  return inside;
}

/** Of the points in view, the first of all that are within so many pixels of each other. */
export function apart(
  points: Points,
  seen: readonly number[],
  window: Window,
  pixels: number,
): number[] {
  const taken: Place[] = [];
  return seen.filter((i) => {
    const [x, y] = placeOf(points, i, window);
    if (taken.some(([tx, ty]) => Math.abs(tx - x) < pixels && Math.abs(ty - y) < pixels))
      return false;
    taken.push([x, y]);
    return true;
  });
}
