import { chanceOfLoss, changeOf } from '../../models/index.ts';
import { type Recall, shareOf } from './recall.ts';

/** A difference that chance makes more often is none. */
const chance = 0.05;

type Rows = Readonly<Record<string, Recall>>;

const percent = (found: readonly boolean[]) => `${(100 * shareOf(found)).toFixed(1)} %`;

/** What the figures come to, in a sentence or two that hold of these figures. */
export function explain(trained: Recall, others: Rows, steps: number, usual: number): string {
  const count = trained.at10.length;
  const ten = `Of ${count} drawings the encoder finds the same emoji of the other vendor among its ten nearest for ${percent(trained.at10)}, ${besideAll(trained, others, 'at10')}; as the very nearest for ${percent(trained.at1)}, ${besideAll(trained, others, 'at1')}.`;
  const isBest = Object.values(others).every(
    (row) => beside(trained.at10, row.at10) === 'more often than',
  );
  if (isBest)
    return `${ten} Nobody told it which belong together: that much it has learned from the pictures alone, in ${steps} steps.`;
  const remedy =
    steps < usual
      ? `${steps} steps are too few: without --steps it takes ${usual}.`
      : 'More steps (--steps) are the first thing to try.';
  return `${ten} So it is not worth the training yet. ${remedy}`;
}

function besideAll(trained: Recall, others: Rows, key: keyof Recall): string {
  return Object.entries(others)
    .map(([name, row]) => `${beside(trained[key], row[key])} ${name} (${percent(row[key])})`)
    .join(' and ');
}

/** By the exact sign test, of the drawings that only one of the two finds. */
function beside(own: readonly boolean[], other: readonly boolean[]): string {
  const change = changeOf(other, own);
  if (chanceOfLoss(change) < chance) return 'less often than';
  const back = { lost: change.gained, gained: change.lost };
  return chanceOfLoss(back) < chance ? 'more often than' : 'no more often than';
}
