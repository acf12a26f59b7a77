import { escapeHtml, page, type Section } from '@selfsame/models';
import type { Comparison, Neighbour, Query } from './comparison.ts';
import { figureRows, summaryOf } from './figureRows.ts';
import type { Verdict } from './judge.ts';

/**
 * A comparison as a page for people, which needs nothing from outside: both models' figures, and what
 * either finds most alike, side by side.
 * @param thumbnails JPEGs by the ids of the pictures
 */
export function compareHtml(
  comparison: Comparison,
  verdict: Verdict,
  thumbnails: ReadonlyMap<string, Buffer>,
): string {
  const { present, candidate } = comparison;
  const title = `${candidate.name} beside ${present.name}`;
  const header = `<h1>${escapeHtml(title)}</h1>
<p class="faint">${escapeHtml(summaryOf(comparison))} Written ${new Date().toUTCString()}.</p>`;
  return page(title, false, header, [
    verdictSection(verdict, candidate.name),
    figuresSection(comparison),
    neighboursSection(comparison, thumbnails),
  ]);
}

function verdictSection({ passes, reasons }: Verdict, name: string): Section {
  const items = reasons.map(
    ({ code, message }) => `<p><b class="bad">${code}</b> ${escapeHtml(message)}</p>`,
  );
  return {
    title: passes ? 'It passes' : 'It is refused',
    sentence: `Whether ${name} may take the place of the other.`,
    body: passes
      ? '<b class="good">Nothing is worse by more than the margins.</b>'
      : items.join(''),
  };
}

function figuresSection(comparison: Comparison): Section {
  const rows = figureRows(comparison).map(
    (cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return {
    title: 'Figures',
    sentence:
      'How often an augmented view finds its own picture; how often 20 neighbours tell the class; in how many directions embeddings differ (RankMe), and how far.',
    body: `<table>${rows.join('')}</table>`,
    width: 'double',
  };
}

function neighboursSection(
  { queries, present, candidate }: Comparison,
  thumbnails: ReadonlyMap<string, Buffer>,
): Section {
  const heads = ['picture', present.name, candidate.name].map(
    (head, i) => `<th${i === 0 ? '' : ` colspan="${most(queries)}"`}>${escapeHtml(head)}</th>`,
  );
  const rows = queries.map((query) => rowOf(query, most(queries), thumbnails));
  return {
    title: 'Nearest neighbours',
    sentence: 'Those that have changed most first. Framed: not among those of the other model.',
    body: `<table class="pictures"><tr>${heads.join('')}</tr>${rows.join('')}</table>`,
    width: 'wide',
  };
}

const most = (queries: readonly Query[]) =>
  Math.max(...queries.map(({ present, candidate }) => Math.max(present.length, candidate.length)));

function rowOf(
  { id, label, present, candidate }: Query,
  columns: number,
  thumbnails: ReadonlyMap<string, Buffer>,
): string {
  const cell = (own: Neighbour, others: readonly Neighbour[]) => {
    const isNew = !others.some((other) => other.id === own.id);
    return pictureOf(own.id, `${own.id} (${own.cosine.toFixed(3)})`, isNew, thumbnails);
  };
  const side = (own: readonly Neighbour[], others: readonly Neighbour[]) =>
    Array.from({ length: columns }, (_, i) => {
      const apart = i === columns - 1 ? ' class="apart"' : '';
      return `<td${apart}>${own[i] === undefined ? '' : cell(own[i], others)}</td>`;
    }).join('');
  const text = label === null ? id : `${id} (${label})`;
  const query = pictureOf(id, text, false, thumbnails);
  return `<tr><td class="apart">${query}</td>${side(present, candidate)}${side(candidate, present)}</tr>`;
}

function pictureOf(
  id: string,
  text: string,
  isFramed: boolean,
  thumbnails: ReadonlyMap<string, Buffer>,
): string {
  const uri = `data:image/jpeg;base64,${thumbnails.get(id)?.toString('base64') ?? ''}`;
  const frame = isFramed ? ' style="outline: 3px solid var(--second)"' : '';
  const words = escapeHtml(text);
  return `<img src="${uri}" alt="${words}" title="${words}"${frame}>`;
}
