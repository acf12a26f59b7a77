import { escapeHtml, type Section } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import type { Look } from './look.ts';
import { matrixUri, pictureUri, viewPixels } from './pictures.ts';
import { pictureTable } from './pictureTable.ts';

/** Pictures in the sheet of views. */
const sheet = 10;

/** What a closer look shows, in pictures. @param size side of a view, in pixels */
export async function lookSections(
  look: Look,
  cache: PictureCache,
  scale: PixelScale,
  size: number,
): Promise<Section[]> {
  const original = async (index: number) => {
    const uri = await pictureUri(cache.read([index]), cache.rule.width);
    const path = escapeHtml(cache.paths[index]!);
    return `<img src="${uri}" alt="${path}" title="${path}">`;
  };
  const view = async (values: Float32Array, i: number) =>
    `<img src="${await pictureUri(viewPixels(values, i, size, scale), size)}" alt="a view">`;
  const shown = look.pictures.slice(0, sheet);
  const rows: [string, string[]][] = [
    ['picture', await Promise.all(shown.map(original))],
    ['view 1', await Promise.all(shown.map((_, i) => view(look.views[0], i)))],
    ['view 2', await Promise.all(shown.map((_, i) => view(look.views[1], i)))],
  ];
  const nearest = await Promise.all(
    look.nearest.map(async (indices) => Promise.all(indices.map(original))),
  );
  const matrix = await matrixUri(look.correlation, look.features);
  const at = `At step ${look.step}.`;
  return [
    {
      title: 'Cross-correlation of the views',
      sentence: `${at} The first ${look.features} features of one view against those of the other: red is alike, blue opposite, white unrelated. Good: a red diagonal on white.`,
      body: `<img class="matrix" src="${matrix}" alt="cross-correlation matrix">`,
    },
    {
      title: 'Nearest neighbours',
      sentence: `${at} Pictures of the data set, and those of a sample that the encoder finds most alike. Good: you would have chosen the like.`,
      body: pictureTable(nearest.map((cells) => ['', cells])),
      width: 'double',
    },
    {
      title: 'Augmented views',
      sentence:
        'What the network is given of each picture, always newly drawn. Good: you still see that both are of one picture, but not at a glance.',
      body: pictureTable(rows),
      width: 'wide',
    },
  ];
}
