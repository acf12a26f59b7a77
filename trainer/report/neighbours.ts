import { escapeHtml, type PixelRule, type Section } from '@selfsame/models';
import { openCache } from '../data/cache.ts';
import { type Judgement, untrainedName } from '../judge/judgement.ts';
import { pictureUri } from './pictures.ts';

/** Where the pictures are, and how they are shown. */
export interface Shown {
  readonly folder: string;
  readonly rule: PixelRule;
  readonly cacheRoot: string;
  readonly hidden: boolean;
}

/** Pictures with what was found to be like them by each of two encoders. */
export interface Compared {
  readonly picture: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The one that should be found, where it is known: it is framed. */
  readonly right?: string;
}

/** What the encoder finds alike, beside what it did before training; nothing of an older run. */
export async function neighbourSection(
  { trained, baselines, heldOut }: Judgement,
  shown: Shown,
): Promise<Section[]> {
  const untrained = baselines.find(({ name }) => name === untrainedName);
  if (!untrained || trained.nearest.length === 0) return [];
  const compared = trained.nearest.map(({ picture, others }) => ({
    ...{ picture, after: others },
    before: untrained.nearest.find((one) => one.picture === picture)?.others ?? [],
  }));
  const which = heldOut ? 'Pictures that were kept from training' : 'Pictures of the data set';
  return [
    {
      title: 'Nearest neighbours before training and after',
      sentence: `${which}, evenly taken from all, and those of them that the published encoder finds most alike, nearest first; above them those that it found before training. Good: you would rather have chosen the lower ones.`,
      body: await neighbourTable(compared, shown),
      width: 'wide',
    },
  ];
}

/** @returns HTML: for each picture a row of what was found before, and one of what is found after */
export async function neighbourTable(
  compared: readonly Compared[],
  { folder, rule, cacheRoot, hidden }: Shown,
): Promise<string> {
  const all = compared.flatMap(({ picture, before, after }) => [picture, ...before, ...after]);
  const only = new Set(all);
  const cache = await openCache({ folder, rule, cacheRoot, minimum: 1, only, hidden });
  try {
    const uris = new Map<string, string>();
    for (const [i, path] of cache.paths.entries())
      uris.set(path, await pictureUri(cache.read([i]), cache.rule.width));
    const cell = (path: string, attributes = '') => {
      const text = escapeHtml(path);
      return `<td${attributes}><img src="${uris.get(path) ?? ''}" alt="${text}" title="${text}"></td>`;
    };
    const rows = compared.map(({ picture, before, after, right }) => {
      const others = [before, after].map((paths) =>
        paths.map((path) => cell(path, path === right ? ' class="right"' : '')).join(''),
      );
      const own = cell(picture, ' rowspan="2" class="apart"');
      return `<tr class="pair">${own}<th>before</th>${others[0]}</tr><tr><th>after</th>${others[1]}</tr>`;
    });
    return `<table class="pictures">${rows.join('')}</table>`;
  } finally {
    cache.close();
  }
}
