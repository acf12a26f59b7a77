import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escapeHtml, evenly, page } from '../../models/index.ts';
import { neighbourTable } from '../../trainer/report/neighbours.ts';
import { pixelRule } from '../../trainer/run/plan.ts';

/** Queries that are shown, and neighbours of each. */
const [shown, neighbours] = [16, 10];
/** Of a drawing on the page, in pixels. */
const side = 64;

interface Answers {
  /** Ids of all queries, and of each what was found, nearest first, before training and after. */
  readonly queries: readonly string[];
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
}

/**
 * Writes a page of drawings with those of the other vendor that are most like them.
 * @param pictures folder with the drawings of both; @param told what the figures come to
 */
export async function writeNeighbours(
  file: string,
  { pictures, cacheRoot }: { readonly pictures: string; readonly cacheRoot: string },
  { queries, before, after }: Answers,
  told: string,
): Promise<void> {
  const drawing = (vendor: string) => (id: string) => `${vendor}/${id}.png`;
  const [asked, found] = [drawing('twemoji'), drawing('openmoji')];
  const compared = Array.from(evenly(queries.length, shown), (i) => ({
    picture: asked(queries[i]!),
    before: before[i]!.slice(0, neighbours).map(found),
    after: after[i]!.slice(0, neighbours).map(found),
    right: found(queries[i]!),
  }));
  const where = { folder: pictures, rule: pixelRule(side), cacheRoot, hidden: false };
  const header = `<h1>What training has changed</h1><p>${escapeHtml(told)}</p>`;
  const text = page('selfsame: the demo', false, header, [
    {
      title: 'Nearest neighbours before training and after',
      sentence: `${shown} of ${queries.length} drawings of Twemoji, evenly taken and not chosen, and the drawings of OpenMoji that are most like them, nearest first: of the untrained encoder above, of the trained one as the server answers below. Framed: the same emoji.`,
      body: await neighbourTable(compared, where),
      width: 'wide',
    },
  ]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Where the page is written: in the folder of runs of the checkout, which git ignores. */
export const pageFile = join(import.meta.dirname, '../../runs/demo.html');
