import { escapeHtml, page, type Section } from '@selfsame/models';
import type { Config } from '../config/schema.ts';
import type { SkippedPicture } from '../data/scan.ts';
import type { Measured } from '../judge/best.ts';
import type { JudgedRow, Judgement } from '../judge/judgement.ts';
import { judgementRows } from '../judge/tell.ts';
import { curveSections } from './curves.ts';
import { glance } from './glance.ts';
import { type Line, lately } from './history.ts';
import { ownViewSection } from './ownViewSection.ts';

export type State = 'training' | 'finished' | 'stopped' | 'failed';

/** Something that went wrong, and what was done. */
export interface Notice {
  readonly step: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly action: string;
}

/** What the encoder is worth, in figures and in words. */
export interface Judged {
  readonly judgement: Judgement;
  readonly sentences: readonly string[];
  /** Nearest neighbours, in pictures. */
  readonly neighbours: readonly Section[];
}

export interface ReportContent {
  readonly config: Config;
  readonly state: State;
  readonly lines: readonly Line[];
  readonly looks: readonly Line[];
  readonly untrained: Line | undefined;
  readonly notices: readonly Notice[];
  /** What the newest closer look shows. */
  readonly pictures: readonly Section[];
  /** Names of the loss's parts. */
  readonly parts: readonly string[];
  readonly skipped: readonly SkippedPicture[];
  /** What became of everything in the folder of pictures, as a line. */
  readonly sums: string;
  /** Pictures that are trained on. */
  readonly count: number;
  readonly totalSteps: number;
  readonly judged: Judged | undefined;
  /** What checkpoints found of the pictures that are kept from training, and what there is without. */
  readonly measured: readonly Measured[];
  readonly baselines: readonly JudgedRow[];
  /** Share of the time that closer looks took, 0 .. 1. */
  readonly looking: number;
}

const listed = 50;

const states: Readonly<Record<State, string>> = {
  training: 'is training',
  finished: 'has finished',
  stopped: 'was stopped, and can go on',
  failed: 'has failed',
};

/** A run, as a page for people. */
export function reportPage(content: ReportContent): string {
  const { config, state, lines, pictures, totalSteps } = content;
  const header = `<h1>${escapeHtml(config.name)} ${states[state]}</h1>
<p class="faint">Step ${lines.at(-1)?.step ?? 0} of ${totalSteps}${timeLeft(content)}. Written ${new Date().toUTCString()}. ${content.count} pictures, batches of ${config.batch}, encoder ${config.encoder}, loss ${config.loss}. Looks and measurements took ${(100 * content.looking).toFixed(1)} % of the time.</p>`;
  return page(`${config.name}: training`, state === 'training', header, [
    ...judgedSection(content),
    noticed(content),
    ...glance({ ...content, judgement: content.judged?.judgement }),
    ...(content.judged?.neighbours ?? []),
    ...ownViewSection({ ...content, judgement: content.judged?.judgement }),
    ...curveSections(content),
    ...pictures,
    skippedFiles(content),
    settings(config),
  ]);
}

/** How long the steps that are left will take, at the pace of the newest. */
function timeLeft({ state, lines, totalSteps, config }: ReportContent): string {
  const speed = lately(lines, 'imagesPerSecond');
  if (state !== 'training' || speed === undefined) return '';
  const minutes = ((totalSteps - lines.at(-1)!.step) * config.batch) / speed / 60;
  if (minutes < 1) return ', less than a minute left';
  return minutes < 90
    ? `, about ${Math.round(minutes)} min left`
    : `, about ${(minutes / 60).toFixed(1)} h left`;
}

function judgedSection({ judged }: ReportContent): Section[] {
  if (judged === undefined) return [];
  const { judgement, sentences } = judged;
  const [kind, word] = judgement.isBetter ? ['good', 'Good.'] : ['bad', 'Not good.'];
  const rows = judgementRows(judgement).map((cells, i) => {
    const [cell, end] = i === 0 ? ['<th>', '</th>'] : ['<td>', '</td>'];
    return `<tr>${cells.map((text) => `${cell}${escapeHtml(text)}${end}`).join('')}</tr>`;
  });
  return [
    {
      title: 'What it is worth',
      sentence:
        'How often an augmented view finds its own picture. Good: more often than anything that there is without training.',
      body: `<p><b class="${kind}">${word}</b> ${escapeHtml(sentences.join(' '))}</p><table>${rows.join('')}</table>`,
      width: 'wide',
    },
  ];
}

function noticed({ notices }: ReportContent): Section {
  const items = notices.map(
    ({ code, message, remedy, action }) =>
      `<p><b class="bad">${escapeHtml(code)}</b> ${escapeHtml(`${message} ${action} ${remedy}`)}</p>`,
  );
  return {
    title: 'What was noticed',
    sentence: 'Collapse, divergence, and views with nothing to learn from. Good: nothing.',
    body: items.length > 0 ? items.join('') : '<b class="good">Nothing.</b>',
    width: 'wide',
  };
}

function skippedFiles({ skipped, sums }: ReportContent): Section {
  const rows = skipped
    .slice(0, listed)
    .map(
      ({ path, reason }) => `<tr><td>${escapeHtml(path)}</td><td>${escapeHtml(reason)}</td></tr>`,
    );
  const more = skipped.length > listed ? `<p>and ${skipped.length - listed} more</p>` : '';
  return {
    title: 'Skipped files',
    sentence: `In the folder: ${sums}. Good: none named. manifest.jsonl lists all files.`,
    body: rows.length > 0 ? `<table>${rows.join('')}</table>${more}` : '<b class="good">None.</b>',
    ...(rows.length > 0 && { width: 'wide' }),
  };
}

function settings(config: Config): Section {
  const rows = Object.entries(config).map(
    ([key, value]) => `<tr><td>${key}</td><td>${escapeHtml(String(value))}</td></tr>`,
  );
  return {
    title: 'Settings',
    sentence: 'What the run was started with; its config.json has the same.',
    body: `<details><summary>Show</summary><table>${rows.join('')}</table></details>`,
    width: 'wide',
  };
}
