import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import sharp from 'sharp';
import { studies } from '../../../trainer/ablate/studies.ts';
import { type ArmResults, spreadOf } from '../../../trainer/ablate/summary.ts';
import { measuredTable, publishedTable } from '../../../trainer/ablate/tables.ts';
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
      results: [0.5, 0.6, 0.7].map((accuracy) => ({ figures: figures(accuracy), seconds: 1 })),
    },
    {
      arm: { ...base, x: 'on-diagonal only' },
      results: [{ figures: figures(0.3), seconds: 1 }, { seconds: 1 }],
    },
    { arm: { ...base, x: 'over features' }, results: [] },
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
  const picture = sharp(Buffer.from(plot([panel, panel]))).flatten({ background: '#000' });
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
