import type { Section } from '@selfsame/models';
import type { Measured } from '../judge/best.ts';
import { foundShare, type JudgedRow, type Judgement } from '../judge/judgement.ts';
import { curve, type Point } from '../plot/curve.ts';
import { legend } from './curves.ts';

interface OwnViews {
  readonly measured: readonly Measured[];
  /** As far as they are known. */
  readonly baselines: readonly JudgedRow[];
  readonly totalSteps: number;
  readonly judgement: Judgement | undefined;
}

const percent = (row: Pick<Measured, 'found'>) => 100 * foundShare(row);

/** How often checkpoints were found by views, with lines across for what there is without training. */
export function ownViewSection({
  measured,
  baselines: known,
  totalSteps,
  judgement,
}: OwnViews): Section[] {
  if (measured.length === 0) return [];
  const baselines = judgement?.baselines ?? known;
  const points = measured.map((one): Point => [one.step, percent(one)]);
  const series = [{ name: '% of the pictures', points }];
  const levels = baselines.map((row) => ({ name: row.name, value: percent(row) }));
  return [
    {
      title: 'Own view',
      sentence:
        'Pictures that are kept from training and are the nearest to an augmented view of them, in %. The best of these checkpoints is published where it is better than the last by more than chance. Good: above all of the lines.',
      body: legend(series) + curve(series, { lastStep: totalSteps, reference: 0, levels }),
    },
  ];
}
