import {
  apart,
  inView,
  type Place,
  type Points,
  placeOf,
  type Size,
  type Window,
} from './geometry.ts';
import { shownSide, type Thumbnails } from './thumbnails.ts';

/** So many points in view and fewer are shown as pictures. */
const fewEnough = 400;
/** Pixels between the middles of two pictures. */
const between = shownSide + 6;

export interface Drawing {
  readonly points: Points;
  readonly window: Window;
  readonly size: Size;
  readonly chosen: ReadonlySet<number>;
  /** The line that is being drawn, in places of the map. */
  readonly line: readonly Place[];
  readonly thumbnails: Thumbnails;
}

/** Draws what of the map is in view. The colours are those of the canvas' style. */
export function drawMap(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const { points, window, size, chosen, line, thumbnails } = drawing;
  const dense = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(size.width * dense), Math.round(size.height * dense)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d')!;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, size.width, size.height);

  const seen = inView(points, window, size);
  const dot = seen.length > 5000 ? 2.5 : 4;
  pen.globalAlpha = 0.75;
  for (const [isChosen, name] of [
    [false, '--accent'],
    [true, '--bad'],
  ] as const) {
    pen.fillStyle = colour(name);
    for (const i of seen) {
      if (chosen.has(i) !== isChosen) continue;
      const [x, y] = placeOf(points, i, window);
      pen.fillRect(x - dot / 2, y - dot / 2, dot, dot);
    }
  }
  pen.globalAlpha = 1;
  if (seen.length <= fewEnough)
    for (const i of apart(points, seen, window, between)) {
      const picture = thumbnails.of(points.ids[i]!);
      if (picture === null) continue;
      const by = shownSide / Math.max(picture.width, picture.height);
      const [wide, high] = [picture.width * by, picture.height * by];
      const [x, y] = placeOf(points, i, window);
      pen.drawImage(picture, x - wide / 2, y - high / 2, wide, high);
      pen.strokeStyle = colour(chosen.has(i) ? '--bad' : '--edge');
      pen.lineWidth = chosen.has(i) ? 3 : 1;
      pen.strokeRect(x - wide / 2, y - high / 2, wide, high);
    }
  if (line.length > 1) drawLine(pen, line, window, colour('--text'));
}

function drawLine(
  pen: CanvasRenderingContext2D,
  line: readonly Place[],
  { scale, left, top }: Window,
  colour: string,
): void {
  pen.beginPath();
  for (const [x, y] of line) pen.lineTo(x * scale + left, y * scale + top);
  pen.closePath();
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.setLineDash([5, 4]);
  pen.stroke();
  pen.setLineDash([]);
}
