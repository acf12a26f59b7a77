import { escapeHtml, type Section } from '@selfsame/models';
import type { Config } from '../config/schema.ts';
import { foundShare, type Judgement } from '../judge/judgement.ts';
import { type Line, lately, start } from './history.ts';
import { lossTerms } from './lossTerms.ts';
import { shortNumber } from './number.ts';

type Verdict = 'good' | 'sound' | 'even' | 'wait' | 'bad';

/** One figure, what it means, and, of a bad one, where that comes from and what to do. */
export interface Remark {
  readonly verdict: Verdict;
  readonly text: string;
}

/** Good is only what is better than where training began; what merely has not failed is sound. */
const words: Readonly<Record<Verdict, string>> = {
  ...{ good: 'Good', sound: 'Sound', even: 'No gain', wait: 'Wait', bad: 'Bad' },
};

/** What is looked at, and what it is compared with. */
export interface Glanced {
  readonly config: Config;
  readonly lines: readonly Line[];
  readonly looks: readonly Line[];
  /** The same look at the network before training. */
  readonly untrained: Line | undefined;
  readonly totalSteps: number;
  /** Pictures that are trained on: embeddings cannot lie in more directions. */
  readonly count: number;
  readonly judgement?: Judgement | undefined;
}

/** Before this share of the steps, a figure that is not yet good is nothing to worry about. */
const early = 0.1;
/** Nor is it before so many steps, whatever share they are. */
const fewestSteps = 20;
/** Share of the directions that there can be below which embeddings lie on a few lines. */
const fewDirections = 0.05;

/** How a run is going, in sentences; none before the first step. */
export function remarksOf(glanced: Glanced): Remark[] {
  const last = glanced.lines.at(-1);
  if (!last) return [];
  const late = last.step >= Math.max(fewestSteps, early * glanced.totalSteps) ? 'bad' : 'wait';
  return [ofWorth, ofLoss, ofSpread, ofDistance, ofRank, ofNeighbours].flatMap(
    (remark) => remark(glanced, late) ?? [],
  );
}

/** What is bad of a run, in sentences that stand by themselves. */
export const troubles = (glanced: Glanced): string[] =>
  remarksOf(glanced).flatMap(({ verdict, text }) => (verdict === 'bad' ? text : []));

/** The same for people who read the report. */
export function glance(glanced: Glanced): Section[] {
  const remarks = remarksOf(glanced);
  if (remarks.length === 0) return [];
  const items = remarks.map(
    ({ verdict, text }) =>
      `<li><b class="${verdict}">${words[verdict]}</b> ${escapeHtml(text)}</li>`,
  );
  return [
    {
      title: 'At a glance',
      sentence:
        'The newest figures beside those of the beginning, of which the curves below show the way. Good is what is better than that; sound, what has not failed.',
      body: `<ul>${items.join('')}</ul>`,
      width: 'wide',
    },
  ];
}

type Remarking = (glanced: Glanced, late: 'bad' | 'wait') => Remark | undefined;

const percent = (share: number) => `${shortNumber(100 * share)} %`;

const ofWorth: Remarking = ({ judgement }) => {
  if (judgement === undefined) return undefined;
  const { trained, baselines, isBetter } = judgement;
  const others = baselines.map((row) => `${row.name} ${percent(foundShare(row))}`);
  return {
    verdict: isBetter ? 'good' : 'even',
    text: `A view of a picture finds it for ${percent(foundShare(trained))} of the pictures; ${others.join(', ')}.`,
  };
};

const ofLoss: Remarking = ({ config, lines }, late) => {
  const [first, now] = [start(lines, 'loss'), lately(lines, 'loss')];
  if (first === undefined || now === undefined) return undefined;
  const change = `from ${shortNumber(first)} in the first steps to ${shortNumber(now)}`;
  const terms = lossTerms(config, lines);
  if (now < first) return { verdict: 'good', text: `The loss has fallen ${change}.${terms}` };
  const rate = config.learningRate;
  const why =
    now > 1.1 * first
      ? `It rises where steps are too long: try --learning-rate ${shortNumber(rate / 5)} in place of ${shortNumber(rate)}.`
      : `It stays where there are too few steps to fall in, where --learning-rate (${shortNumber(rate)}) is too low or too high, or where views have nothing in common: train for longer first, then try a third of the rate, then --without with the strongest augmentation.`;
  return { verdict: late, text: `The loss has not fallen: ${change}.${terms} ${why}` };
};

const ofSpread: Remarking = ({ config, lines }, late) => {
  const spread = lately(lines, 'spread');
  if (spread === undefined) return undefined;
  const seen = `(spread ${shortNumber(spread)}; 0.5 to 1 is sound)`;
  if (spread >= 0.5)
    return {
      verdict: 'sound',
      text: `The pictures look different to the network ${seen}: it has not collapsed.`,
    };
  return {
    verdict: late,
    text: `The pictures look much alike to the network ${seen}: it is collapsing, as of steps that are too long or pictures that hardly differ. Try --learning-rate ${shortNumber(config.learningRate / 5)}, and look whether the pictures below differ.`,
  };
};

const ofDistance: Remarking = ({ lines }, late) => {
  const [first, now] = [start(lines, 'distance'), lately(lines, 'distance')];
  if (first === undefined || now === undefined) return undefined;
  const text = `Two views of a picture are ${percent(now)} as far apart as any two pictures, ${percent(first)} in the first steps`;
  if (now < first) return { verdict: 'good', text: `${text}.` };
  if (now < 1) return { verdict: 'even', text: `${text}: they are recognised no better yet.` };
  return {
    verdict: late,
    text: `${text}: nothing is recognised. Views that have nothing in common, or too few steps, do that: look at the views below, leave out what hides the picture in them (--without), or train for longer.`,
  };
};

const ofRank: Remarking = ({ config, looks, untrained, count }, late) => {
  const look = looks.at(-1);
  if (!look) return undefined;
  const { rankMe, dimensions } = look as Line & Record<'rankMe' | 'dimensions', number>;
  const before = untrained ? `, ${shortNumber(untrained.rankMe!)} before training` : '';
  const text = `The embeddings differ in ${shortNumber(rankMe)} of ${dimensions} directions (RankMe${before})`;
  const isBetter = untrained !== undefined && rankMe > untrained.rankMe!;
  if (rankMe < fewDirections * Math.min(dimensions, count) && !isBetter) {
    const remedy =
      config.loss === 'barlow'
        ? `raise --lambda (now ${shortNumber(config.lambda)}) or --batch`
        : 'raise --batch, or take --loss barlow';
    return {
      verdict: late,
      text: `${text}: most of them repeat one another. Pictures of a few kinds alone do that, or too weak a decorrelation: ${remedy}.`,
    };
  }
  if (!untrained) return { verdict: 'sound', text: `${text}.` };
  return { verdict: isBetter ? 'good' : 'even', text: `${text}.` };
};

const ofNeighbours: Remarking = ({ looks, untrained }) => {
  const [now, before] = [looks.findLast(({ knn20 }) => knn20 !== undefined), untrained?.knn20];
  if (!now || before === undefined) return undefined;
  const text = `Neighbours tell a picture's class for ${percent(now.knn20!)} (kNN), ${percent(before)} before training.`;
  return { verdict: now.knn20! > before ? 'good' : 'even', text };
};
