import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import sharp from 'sharp';
import type { ArmResults } from '../../../trainer/ablate/arm.ts';
import { type Claim, gain, judge } from '../../../trainer/ablate/claim.ts';
import { spreadOf } from '../../../trainer/ablate/spread.ts';
import { studies } from '../../../trainer/ablate/studies.ts';
import { claimsTable, measuredTable, publishedTable } from '../../../trainer/ablate/tables.ts';
import { plot } from '../../../trainer/plot/plot.ts';
import { ticks } from '../../../trainer/plot/ticks.ts';

const figures = (accuracy: number) => ({ accuracy, rankMe: 12.34, spread: 0.5 });
const study = studies['loss-terms'];
let arms: ArmResults[];

before(() => {
  const base = { series: 'Barlow Twins', settings: {} };
  arms = [
    {
      arm: { ...base, x: 'baseline' },
      bySeed: [0.5, 0.6, 0.7].map((accuracy) => ({ figures: figures(accuracy), seconds: 1 })),
    },
    {
      arm: { ...base, x: 'on-diagonal only' },
      bySeed: [{ figures: figures(0.3), seconds: 1 }, { seconds: 1 }, undefined],
    },
    { arm: { ...base, x: 'over features' }, bySeed: [undefined] },
  ];
});

test('mean and standard deviation, of one value too', () => {
  assert.deepEqual(spreadOf([1, 2, 3]), { mean: 2, deviation: 1 });
  assert.deepEqual(spreadOf([4]), { mean: 4, deviation: 0 });
});

test('a table tells means, spread, how many runs, and which diverged', () => {
  const rows = measuredTable(study, arms).split('\n').slice(2);
  assert.equal(rows[0], '| Barlow Twins | baseline | 60.0 ± 10.0 | 12.3 ± 0.0 | 0.50 ± 0.00 | 3 |');
  assert.equal(rows[1], '| Barlow Twins | on-diagonal only | 30.0 | 12.3 | 0.50 | 2, 1 diverged |');
  assert.equal(rows[2], '| Barlow Twins | over features | - | - | - | 0 |');
});

/** Runs of two arms, seed by seed; null diverged, undefined is not finished. */
const runsOf = (accuracies: Record<string, (number | null | undefined)[]>): ArmResults[] =>
  Object.entries(accuracies).map(([x, values]) => ({
    arm: { series: 'Barlow Twins', x, settings: {} },
    bySeed: values.map((accuracy) => {
      if (accuracy === undefined) return undefined;
      return accuracy === null ? { seconds: 1 } : { seconds: 1, figures: figures(accuracy) };
    }),
  }));
const claim: Claim = {
  text: 'a is better',
  unit: 'points',
  difference: (of) => gain(of, ['Barlow Twins', 'a'], ['Barlow Twins', 'b']),
};

test('a claim is judged by the differences of each seed', () => {
  const verdict = (a: (number | null | undefined)[], b: (number | null | undefined)[]) =>
    judge(claim, runsOf({ a, b }))?.verdict;
  // The seeds differ by far more than the arms do.
  assert.equal(verdict([0.3, 0.5, 0.7], [0.29, 0.49, 0.688]), 'confirmed');
  assert.equal(verdict([0.29, 0.49, 0.688], [0.3, 0.5, 0.7]), 'the opposite');
  assert.equal(verdict([0.3, 0.5, 0.7], [0.31, 0.48, 0.71]), 'undecided');
  // The mean is three standard errors away from zero: not enough for three seeds.
  assert.equal(verdict([0.31, 0.52, 0.73], [0.3, 0.5, 0.7]), 'undecided');
  assert.equal(verdict([0.9], [0.1]), 'undecided');
  assert.equal(verdict([0.9, null, 0.9, 0.8], [0.1, 0.1, undefined, 0.1]), 'confirmed');
  assert.equal(verdict([0.9, null], [undefined, 0.1]), undefined);
});

test('the table of claims tells differences with their standard errors', () => {
  const arms = runsOf({ a: [0.3, 0.5], b: [0.31, 0.54] });
  const [, , row] = claimsTable([claim], arms).split('\n');
  assert.equal(row, '| a is better | −2.5 ± 1.5 points | **undecided** | 2 |');
  const [, , none] = claimsTable([claim], []).split('\n');
  assert.equal(none, '| a is better | - | - | 0 |');
});

test("the paper's figures stand beside, with gaps where it has none", () => {
  const [head, , barlow, simsiam] = publishedTable(
    studies.asymmetry,
    studies.asymmetry.published,
  ).split('\n');
  assert.equal(head, '| asymmetry | none | stop-gradient | predictor | both |');
  assert.equal(barlow, '| Barlow Twins | 71.4 | 70.5 | 70.2 | 61.3 |');
  assert.equal(simsiam, '| SimSiam |  | 0.1 | 0.1 | 67.7 |');
});

test('ticks are round, and span the values', () => {
  assert.deepEqual(ticks([0.1, 71.4]), [0, 20, 40, 60, 80]);
  assert.deepEqual(ticks([61.3, 71.4]), [60, 65, 70, 75]);
  assert.deepEqual(ticks([50]), [50, 50.5]);
});

/** The plot of some values of one series on black, as pixels. */
async function draw(values: number[], name = 'a') {
  const panel = {
    ...{ title: 'a < b & "c"', axis: 'x', places: ['1', '2'] },
    series: [{ name, points: [{ x: '1', values }] }],
  };
  const picture = sharp(Buffer.from(plot('d < e', [panel, panel]))).flatten({ background: '#000' });
  return picture.raw().toBuffer({ resolveWithObject: true });
}

test('a plot is a picture that programs can draw, with a dot for every value', async () => {
  const { data, info } = await draw([10, 20]);
  assert.deepEqual([info.width, info.height], [760, 310]);
  const blue = ({ data }: { data: Buffer }) => {
    let count = 0;
    for (let i = 0; i < data.length; i += 3) {
      if (data[i]! < 8 && data[i + 1]! > 100 && data[i + 2]! > 165) count++;
    }
    return count;
  };
  const [two, three] = [blue({ data }), blue(await draw([10, 15, 20]))];
  // A dot of radius 3 has about 28 pixels, fewer of which are not mixed with what is behind it.
  assert.ok(three - two > 2 * 15 && three - two < 2 * 35, `${three} ${two}`);
});
