import { join } from 'node:path';
import type { Comparison } from '../../../trainer/evaluate/compare.ts';
import type { Part } from '../part.ts';
import { cli, fileOf, modelsOf, precisionOf, withoutXla } from '../setting.ts';
import type { RunFigures, RunSettings } from '../trainForTime.ts';

const model = 'cifar10-resnet18';
/**
 * Of the run, and of what comes after it, in seconds: it is judged and published on the processor, for
 * which a run on a card has no time of its own.
 */
const [most, least, after] = [300, 45, 120];

/** A real run: as many epochs as the time allows, and the bundle published. */
export const run: Part = {
  name: 'run',
  limit: most + 110,
  skip: withoutXla,
  command(setting) {
    const { dry, data, work, out, left } = setting;
    const settings: RunSettings = {
      ...{ dry, data: join(data, 'train'), work, out, model, models: modelsOf(setting) },
      precision: precisionOf(setting),
      seconds: Math.max(least, Math.min(most, left() - after)),
      file: fileOf(setting, 'run'),
    };
    return [join(import.meta.dirname, '../trainForTime.ts'), JSON.stringify(settings)];
  },
  read: ({ precision, epochs, steps, rate, waiting, seconds }: RunFigures) => [
    `ResNet-18, preset cifar, ${precision}: ${epochs} epochs, ${steps} steps in ${seconds.toFixed(0)} s with start and publishing; ${rate.toFixed(0)} images/s, ${(100 * waiting).toFixed(1)} % waiting for data`,
  ],
};

/** What came of the run. */
export const evaluate: Part = {
  name: 'evaluate',
  limit: 110,
  skip: ({ outcomes }) =>
    outcomes.some(({ name, state }) => name === 'run' && state === 'done')
      ? undefined
      : 'there is no bundle of the run.',
  command: (setting) => [
    ...[cli, 'evaluate', '--models', modelsOf(setting), '--model', model],
    ...['--data', setting.data, '--labels', 'folders', '--cache', join(setting.work, 'cache')],
    ...['--json', fileOf(setting, 'evaluate')],
  ],
  read: ({ rows }: Comparison) =>
    rows.map(({ name, figures: { knn20, knn200, linear } }) => {
      // Its folders are classes: the figures that need them are there.
      const percent = (value = Number.NaN) => `${(100 * value).toFixed(1)} %`;
      return `${name}: kNN 20 ${percent(knn20)}, kNN 200 ${percent(knn200)}, linear ${percent(linear)}`;
    }),
};
