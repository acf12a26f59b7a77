import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../part.ts';
import { cli, withoutXla } from '../setting.ts';

/** 20 epochs of the 10,000 pictures that are left of these when a fifth is held out. */
const [pictures, steps] = [12_500, 1560];
/** Seconds that it has to have, those in which it ends after its time, and those of a dry run. */
const [least, end, few] = [60, 20, 45];

/** The ablations, with the minutes that are left; the same command goes on with them elsewhere. */
export const ablate: Part = {
  name: 'ablate',
  limit: 3600,
  skip: (setting) =>
    withoutXla() ?? (setting.left() < least ? 'there was no time left.' : undefined),
  command({ dry, data, work, out, left }) {
    const seconds = dry ? few : left() - end;
    const common = [
      ...[cli, 'ablate', '--engine', 'xla', '--data', data, '--cache', join(work, 'cache')],
      ...['--runs', join(out, 'ablations'), '--minutes', `${seconds / 60}`],
    ];
    if (!dry) return [...common, '--seeds', '3', '--limit', `${pictures}`, '--steps', `${steps}`];
    const config = join(work, 'ablate.json');
    writeFileSync(config, JSON.stringify({ batch: 16, size: 16, projectorWidth: 32 }));
    const arms = ['--studies', 'loss-terms', '--seeds', '1', '--steps', '2', '--config', config];
    return [...common, ...arms];
  },
  parse: (text) => text.trim().split('\n'),
  read: (lines: readonly string[]) => lines,
};
