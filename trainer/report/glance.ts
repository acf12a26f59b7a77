import { escapeHtml, type Section } from '@selfsame/models';
import { type Line, lately } from './history.ts';
import { shortNumber } from './number.ts';

type GlanceVerdict = 'good' | 'wait' | 'bad';

/** One figure, and what it means. */
interface Remark {
  readonly verdict: GlanceVerdict;
  readonly text: string;
}

const words: Readonly<Record<GlanceVerdict, string>> = { good: 'Good', wait: 'Wait', bad: 'Bad' };

/** Before this share of the steps, a figure that is not yet good is nothing to worry about. */
const early = 0.1;

/** How a run is going, in sentences; nothing before the first step. */
export function glance(
  lines: readonly Line[],
  looks: readonly Line[],
  totalSteps: number,
): Section[] {
  const last = lines.at(-1);
  if (!last) return [];
  const late = last.step >= early * totalSteps ? 'bad' : 'wait';
  const remarks = [
    ofLoss(lines, late),
    ofSpread(lines, late),
    ofDistance(lines, late),
    ofRank(looks, late),
    ofNeighbours(looks),
  ].filter((remark) => remark !== undefined);
  const items = remarks.map(
    ({ verdict, text }) =>
      `<li><b class="${verdict}">${words[verdict]}</b> ${escapeHtml(text)}</li>`,
  );
  return [
    {
      title: 'At a glance',
      sentence: 'What the newest figures say; the curves below show how they came about.',
      body: `<ul>${items.join('')}</ul>`,
      width: 'wide',
    },
  ];
}

function ofLoss(lines: readonly Line[], late: GlanceVerdict): Remark | undefined {
  const [first, now] = [lately(lines.slice(0, 5), 'loss'), lately(lines, 'loss')];
  if (first === undefined || now === undefined) return undefined;
  const change = `from ${shortNumber(first)} in the first steps to ${shortNumber(now)}`;
  return now < first
    ? { verdict: 'good', text: `The loss has fallen ${change}.` }
    : { verdict: late, text: `The loss has not fallen yet: ${change}.` };
}

function ofSpread(lines: readonly Line[], late: GlanceVerdict): Remark | undefined {
  const spread = lately(lines, 'spread');
  if (spread === undefined) return undefined;
  const text = `The pictures look different to the network (spread ${shortNumber(spread)}): it has not collapsed.`;
  if (spread >= 0.5) return { verdict: 'good', text };
  return {
    verdict: late,
    text: `The pictures look much alike to the network (spread ${shortNumber(spread)}; 0.5 to 1 is sound).`,
  };
}

function ofDistance(lines: readonly Line[], late: GlanceVerdict): Remark | undefined {
  const distance = lately(lines, 'distance');
  if (distance === undefined) return undefined;
  const share = `${shortNumber(100 * distance)} % as far apart as any two pictures`;
  return distance < 1
    ? { verdict: 'good', text: `Two views of a picture are ${share}.` }
    : { verdict: late, text: `Two views of a picture are ${share}: nothing is recognised yet.` };
}

function ofRank(looks: readonly Line[], late: GlanceVerdict): Remark | undefined {
  const look = looks.at(-1);
  if (!look) return undefined;
  const { rankMe, dimensions } = look;
  const text = `The embeddings differ in ${shortNumber(rankMe!)} of ${dimensions} directions (RankMe).`;
  return { verdict: rankMe! >= 0.05 * dimensions! ? 'good' : late, text };
}

function ofNeighbours(looks: readonly Line[]): Remark | undefined {
  const found = looks.filter(({ knn20 }) => knn20 !== undefined);
  const [first, now] = [found[0], found.at(-1)];
  if (!first || !now || first === now) return undefined;
  const change = `from ${shortNumber(100 * first.knn20!)} % at step ${first.step} to ${shortNumber(100 * now.knn20!)} %`;
  return now.knn20! > first.knn20!
    ? { verdict: 'good', text: `Neighbours tell a picture's class more often: ${change} (kNN).` }
    : {
        verdict: 'wait',
        text: `Neighbours tell a picture's class no more often yet: ${change} (kNN).`,
      };
}
