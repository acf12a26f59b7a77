import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { augmentedView } from '../../../../../server/models/compare/aside/view.ts';
import { picture } from '../../../helpers.ts';

const original = await picture(1);
const area = 80 * 60;

test('a view is the same for the same seed, id and picture, and another for any other', async () => {
  const view = await augmentedView(original, 1, 'a.png');
  assert.deepEqual(await augmentedView(original, 1, 'a.png'), view);
  assert.notDeepEqual(await augmentedView(original, 2, 'a.png'), view);
  assert.notDeepEqual(await augmentedView(original, 1, 'b.png'), view);
  assert.notDeepEqual(await augmentedView(await picture(2), 1, 'a.png'), view);
});

test('views are crops of at least two fifths, some of them grey', async () => {
  const views = await Promise.all(
    Array.from({ length: 60 }, (_, i) => augmentedView(original, 1, String(i))),
  );
  const shapes = await Promise.all(views.map((view) => sharp(view).metadata()));
  const shares = shapes.map(({ width, height }) => (width * height) / area);
  assert.ok(Math.min(...shares) > 0.37 && Math.max(...shares) <= 1, String(shares));
  assert.ok(Math.max(...shares) - Math.min(...shares) > 0.4);
  const colours = await Promise.all(views.map((view) => sharp(view).stats()));
  const grey = colours.filter(({ channels: [red, , blue] }) => red!.mean === blue!.mean).length;
  assert.ok(grey > 3 && grey < 25, String(grey));
});

test('what is transparent stays so, and one pixel is enough', async () => {
  const create = { width: 20, height: 20, channels: 4, background: '#08f8' } as const;
  const seen = await augmentedView(await sharp({ create }).png().toBuffer(), 1, 'x');
  const stats = await sharp(seen).stats();
  assert.equal(stats.isOpaque, false);
  const dot = await sharp({ create: { ...create, width: 1, height: 1 } })
    .png()
    .toBuffer();
  const { width, height } = await sharp(await augmentedView(dot, 1, 'x')).metadata();
  assert.deepEqual([width, height], [1, 1]);
});
