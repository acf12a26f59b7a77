import { join } from 'node:path';
import { escapeHtml, evenly, readPicture, type Section } from '@selfsame/models';
import sharp from 'sharp';
import type { Config } from '../config/schema.ts';
import type { PictureCache } from '../data/cache.ts';
import { pictureUri } from './pictures.ts';
import { pictureTable } from './pictureTable.ts';

/** Pictures that are shown, and the longest side of one. */
const [shown, side] = [10, 120];

/**
 * Pictures as they are, and as the encoder sees them.
 * @param notes what there is to say about the way from the one to the other
 */
export async function seenSection(
  { data, fit, background }: Config,
  cache: PictureCache,
  notes: readonly string[],
): Promise<Section> {
  const chosen = Array.from(evenly(cache.count, shown));
  const image = (uri: string, index: number) => {
    const path = escapeHtml(cache.paths[index]!);
    return `<img src="${uri}" alt="${path}" title="${path}">`;
  };
  const originals = chosen.map(async (i) =>
    image(await originalUri(join(data, cache.paths[i]!)), i),
  );
  const seen = chosen.map(async (i) =>
    image(await pictureUri(cache.read([i]), cache.rule.width), i),
  );
  const told = notes.map((note) => `<p><b>${escapeHtml(note)}</b></p>`).join('');
  return {
    title: 'What the encoder sees',
    sentence: `Pictures as they are, and what becomes of them by --fit ${fit} and --background ${background}. Good: what tells them apart is still there.`,
    body: `${told}<div class="clear">${pictureTable([
      ['picture', await Promise.all(originals)],
      ['seen', await Promise.all(seen)],
    ])}</div>`,
    width: 'wide',
  };
}

/** Of a format that browsers and sharp have no decoder for, or of a file that has gone: none. */
async function originalUri(path: string): Promise<string> {
  try {
    const small = sharp(await readPicture(path), { autoOrient: true })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    return `data:image/png;base64,${(await small.png().toBuffer()).toString('base64')}`;
  } catch {
    return '';
  }
}
