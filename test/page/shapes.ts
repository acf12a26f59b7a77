import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Whether a point belongs to a shape of a size, around the middle. */
const shapes = {
  bars: (x: number, y: number, size: number) => Math.abs(y) < size / 3 && Math.abs(x) < 55,
  circles: (x: number, y: number, size: number) => Math.hypot(x, y) < size,
  squares: (x: number, y: number, size: number) => Math.max(Math.abs(x), Math.abs(y)) < size,
};
type Kind = keyof typeof shapes;
const kinds = Object.keys(shapes) as Kind[];

const colours = [
  [192, 57, 43],
  [42, 111, 151],
  [244, 162, 89],
  [39, 174, 96],
  [125, 60, 152],
  [68, 68, 68],
] as const;
const ground = [246, 246, 242] as const;
const side = 120;

/** A picture of something: PNG. */
export function drawShape(kind: Kind, n: number): Promise<Buffer> {
  const colour = colours[n % colours.length]!;
  const pixels = Buffer.alloc(side * side * 3);
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
    pixels.set(shapes[kind](x, y, 25 + 4 * n) ? colour : ground, 3 * at);
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

/** A folder of pictures by what they show, and what is no picture. @returns its path */
export async function writeShapes(parent: string, each: number): Promise<string> {
  const folder = join(parent, 'shapes');
  for (const kind of kinds) {
    mkdirSync(join(folder, kind), { recursive: true });
    for (let n = 0; n < each; n++)
      writeFileSync(join(folder, kind, `${kind}-${n}.png`), await drawShape(kind, n));
  }
  writeFileSync(join(folder, 'notes.txt'), 'about these shapes');
  writeFileSync(join(folder, 'broken.png'), 'no picture in here');
  return folder;
}
