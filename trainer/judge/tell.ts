import { formatTable } from '@selfsame/models';
import type { Config } from '../config/schema.ts';
import { foundShare, type JudgedRow, type Judgement, untrainedName } from './judgement.ts';

/** Steps below which an encoder has seldom learned what its pictures have to teach. */
const fewSteps = 2000;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Rows of text, the first one the header. */
export function judgementRows({ trained, baselines }: Judgement): string[][] {
  const cells = (row: JudgedRow, beside: string) => [
    ...[row.name, percent(foundShare(row)), row.rankMe?.toFixed(1) ?? '-'],
    ...[row.alignment.toFixed(3), row.uniformity.toFixed(2), beside],
  ];
  return [
    ['', 'own view', 'RankMe', 'alignment', 'uniformity', 'the trained one is'],
    cells(trained, ''),
    ...baselines.map((row) => cells(row, row.beside)),
  ];
}

/** What was measured, as text for people. */
export const judgementTable = (judgement: Judgement): string =>
  formatTable(judgementRows(judgement));

/** What it comes to. */
export function judgementSentence(judgement: Judgement): string {
  const { pictures, heldOut, trained, baselines } = judgement;
  const by = heldOut
    ? `${pictures} pictures that were kept from training`
    : `${pictures} of the pictures that it was trained on, since they are too few to keep some from it`;
  const names = (which: (beside: string) => boolean) =>
    baselines.filter(({ beside }) => which(beside)).map(({ name }) => name);
  const list = (some: string[]) =>
    some.length > 1 ? `${some.slice(0, -1).join(', ')} and ${some.at(-1)}` : some.join('');
  const [beaten, even, lost] = ['better', 'no better', 'worse'].map((kind) =>
    names((beside) => beside === kind),
  ) as [string[], string[], string[]];
  const parts = [
    ...(beaten.length > 0 ? [`better than ${list(beaten)}`] : []),
    ...(even.length > 0
      ? [`no better than ${list(even)} (what they differ by may be chance)`]
      : []),
    ...(lost.length > 0 ? [`worse than ${list(lost)}`] : []),
  ];
  return `Of ${by}, ${percent(foundShare(trained))} are the nearest to an augmented view of them: ${parts.join(', ')}.`;
}

interface AtStep {
  readonly step: number;
  readonly row: JudgedRow;
}

/** Why not the last checkpoint is published. */
export const bestSentence = (best: AtStep, last: AtStep): string =>
  `It is the checkpoint of step ${best.step}, the best of those that were measured on the way: after the last step, ${last.step}, it was ${percent(foundShare(last.row))}, by more than chance may do.`;

/** What to change, the likeliest first; nothing where nothing has to be. */
export function advice(
  { isBetter, baselines }: Judgement,
  config: Config,
  {
    steps,
    stepsPerEpoch,
    shipped,
  }: { steps: number; stepsPerEpoch: number; shipped: string | undefined },
): string[] {
  if (isBetter) return [];
  const isWorse = baselines.some(
    ({ name, beside }) => name === untrainedName && beside === 'worse',
  );
  const isBehind = (name: string) =>
    baselines.some((row) => row.name.startsWith(name) && row.beside !== 'better');
  const epochs = Math.ceil(fewSteps / stepsPerEpoch);
  return [
    ...(isWorse
      ? [
          `Lower --learning-rate, now ${config.learningRate}: training has made the encoder worse than it was.`,
        ]
      : []),
    ...(steps < fewSteps
      ? [
          `Train for longer: ${steps} steps are few, --epochs ${epochs} are ${epochs * stepsPerEpoch}.`,
        ]
      : []),
    ...(shipped !== undefined && config.init === undefined && isBehind(shipped)
      ? [`Start from what is there: --init ${shipped}, or search by it as it is.`]
      : []),
    ...(config.init !== undefined && isBehind('the start')
      ? ['Keep what was there, or train on from it at a lower --learning-rate.']
      : []),
    'Add pictures, or leave out an augmentation that takes away what tells yours apart (--without).',
  ];
}
