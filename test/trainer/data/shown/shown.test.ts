import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { checkConfig } from '../../../../trainer/config/load.ts';
import { openCache } from '../../../../trainer/data/cache.ts';
import { lookAtFolder } from '../../../../trainer/data/shown/resolve.ts';
import { pixelRule } from '../../../../trainer/run/plan.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-shown-'));
after(() => rmSync(root, { recursive: true, force: true }));

type Colour = readonly [number, number, number];
const [white, black]: [Colour, Colour] = [
  [250, 255, 255],
  [9, 0, 0],
];

/** Discs at the left end of a transparent ground, 40 pixels high, each larger than the one before. */
async function draw(folder: string, colours: readonly Colour[], width = 40) {
  const path = join(root, folder);
  mkdirSync(path, { recursive: true });
  for (const [i, colour] of colours.entries()) {
    const pixels = Uint8Array.from({ length: width * 40 * 4 }, (_, at) => {
      const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)];
      const inside = Math.hypot(x - 20, y - 20) < 15 + i;
      return inside ? (at % 4 === 3 ? 255 : colour[at % 4]!) : 0;
    });
    const raw = { width, height: 40, channels: 4 as const };
    await sharp(pixels, { raw })
      .png()
      .toFile(join(path, `${i}.png`));
  }
  return path;
}
const [light, dark] = [await draw('light', [white, white]), await draw('dark', [black, black])];
const both = await draw('both', [white, black, white, black]);
const wide = await draw('wide', [[255, 0, 0]], 160);

const look = (flags: object, data: string) =>
  lookAtFolder(checkConfig({ data, ...flags }), { data, hidden: false });

test('auto is the background that what is drawn stands out on', async () => {
  const chosen = async (data: string) => (await look({ background: 'auto' }, data)).background;
  assert.deepEqual(
    [await chosen(light), await chosen(dark), await chosen(both)],
    ['black', 'white', 'grey'],
  );
  const { background, notes } = await look({}, light);
  assert.equal(background, 'white');
  assert.match(
    notes[0]!,
    /much is lost \(100 % .*on white by 0 %, on black by 100 %.*--background black, or auto/,
  );
  assert.deepEqual((await look({}, dark)).notes, []);
  assert.deepEqual((await look({ background: '#ff0000' }, light)).notes, []);
});

test('a middle cut that loses much is told, with the flags that do not', async () => {
  const { notes } = await look({}, wide);
  assert.match(
    notes[0]!,
    /less than half of the picture for 100 % .*--fit contain .*--fit stretch/,
  );
  assert.deepEqual((await look({ fit: 'contain' }, wide)).notes, []);
});

test('each way shows something else of what lies at the end of a panorama', async () => {
  const seen = async (flags: object) => {
    const rule = pixelRule(16, checkConfig({ data: wide, ...flags }));
    const cache = await openCache({
      folder: wide,
      rule,
      cacheRoot: join(root, 'cache'),
      minimum: 1,
    });
    try {
      const pixels = cache.read([0]);
      const at = (x: number, y: number) => [
        ...pixels.subarray((y * 16 + x) * 3, (y * 16 + x) * 3 + 3),
      ];
      return { left: at(2, 8), corner: at(0, 0) };
    } finally {
      cache.close();
    }
  };
  const isRed = ([red, , blue]: readonly number[]) => red! > 200 && blue! < 60;
  const ground = [0, 0, 128];
  const background = '#000080';
  assert.deepEqual(await seen({ background }), { left: ground, corner: ground });
  const contained = await seen({ background, fit: 'contain' });
  assert.deepEqual([isRed(contained.left), contained.corner], [true, ground]);
  assert.ok(isRed((await seen({ background, fit: 'stretch' })).left));
});
