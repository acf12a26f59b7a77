import type { EnginesReport } from '../../../cli/engines/list/report.ts';
import type { Part } from '../part.ts';
import { cli } from '../setting.ts';

/** What works here at all, by the command that tries it. */
export const engines: Part = {
  name: 'engines',
  limit: 100,
  command: () => [cli, 'engines', '--json'],
  parse: (text) => JSON.parse(text),
  read({ engines, devices }: EnginesReport) {
    const usable = [...engines, ...devices.map((one) => ({ ...one, name: `--device ${one.name}` }))]
      .filter((one) => one.usable)
      .map(({ name, why }) => `${name} (${why})`);
    return [`usable: ${usable.join(', ')}`];
  },
};
