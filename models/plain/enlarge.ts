import type { Pixels } from '../picture/resample.ts';
import { unit } from './lines.ts';

/** Where in the source each new line lies, and the weights of the four around it, in 1/4096. */
interface Places {
  /** The first of the four, which may be outside. */
  readonly firsts: Int32Array;
  /** [size, 4] */
  readonly weights: Int32Array;
}

const places = 64;

/**
 * More rows, more columns, or both, by a Catmull-Rom kernel, as libvips does it (`vips_resize`, which
 * enlarges by "bicubic" where it reduces by Lanczos), half a line aside on both axes as well. An axis
 * whose scale is not more than 1 stays as it is, but for that.
 */
export function enlarge(picture: Pixels, across: number, down: number): Pixels {
  const columns = placesOf(picture.width, across);
  const rows = placesOf(picture.height, down);
  const [width, height] = [columns.firsts.length, rows.firsts.length];
  const data = new Uint8Array(width * height * 3);
  const lines = new Int32Array(4);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        for (let i = 0; i < 4; i++) {
          const row = inside(rows.firsts[y]! + i, picture.height) * picture.width;
          let sum = unit / 2;
          for (let j = 0; j < 4; j++) {
            const column = inside(columns.firsts[x]! + j, picture.width);
            sum += columns.weights[x * 4 + j]! * picture.data[(row + column) * 3 + channel]!;
          }
          lines[i] = sum >> 12;
        }
        let sum = unit / 2;
        for (let i = 0; i < 4; i++) sum += rows.weights[y * 4 + i]! * lines[i]!;
        data[to++] = Math.min(255, Math.max(0, sum >> 12));
      }
    }
  }
  return { data, width, height };
}

const inside = (line: number, lines: number) => Math.min(lines - 1, Math.max(0, line));

function placesOf(lines: number, scale: number): Places {
  const used = Math.max(1, scale);
  const size = Math.round(lines * used);
  const firsts = new Int32Array(size);
  const weights = new Int32Array(size * 4);
  for (let i = 0; i < size; i++) {
    // Half a line, and two more before the picture's own, so that it is never below 0.
    const place = i / used - 0.5 + 2;
    firsts[i] = Math.trunc(place) - 3;
    const step = ((Math.trunc(place * places * 2) & (places * 2 - 1)) + 1) >> 1;
    weights.set(catmullRom(step / places), i * 4);
  }
  return { firsts, weights };
}

/** Keys (1981), a = -0.5, of the four values around a place that is x behind the second. */
function catmullRom(x: number): number[] {
  const y = 1 - x;
  const [first, fourth] = [-0.5 * x * y * y, -0.5 * x * x * y];
  const second = y - first + (fourth - first);
  const third = x - fourth - (fourth - first);
  return [first, second, third, fourth].map((weight) => Math.trunc(weight * unit));
}
