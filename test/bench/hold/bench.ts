import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from '../benchmark.ts';
import type { Attack, Finding } from './attack.ts';
import { answers } from './attacks/answers.ts';
import { connections } from './attacks/connections.ts';
import { filters } from './attacks/filters.ts';
import { jsonBodies } from './attacks/json.ts';
import { queues } from './attacks/queues.ts';
import { refusedForms } from './attacks/refused.ts';
import { updates } from './attacks/updates.ts';
import { startHeld } from './server.ts';

const attacks: Readonly<Record<string, Attack>> = {
  json: jsonBodies,
  filters,
  answers,
  refused: refusedForms,
  queues,
  connections,
  updates,
};

/**
 * What the service has of clients that ask too much, and what others have of it meanwhile.
 * `--attacks json,filters` runs some of them; `--root <checkout>` attacks the server of another
 * checkout, which has to be installed: so versions are compared.
 */
export const hold: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      attacks: { type: 'string', default: Object.keys(attacks).join(',') },
      root: { type: 'string', default: join(import.meta.dirname, '../../..') },
    },
  });
  const root = resolve(values.root);
  const figures: Record<string, readonly Finding[]> = {};
  for (const name of values.attacks.split(',')) {
    const attack = attacks[name];
    if (attack === undefined)
      throw new Error(`there is no attack '${name}'; there are: ${Object.keys(attacks)}`);
    figures[name] = await attack(() => startHeld(root));
    for (const { what, figure } of figures[name]) console.error(`${what}: ${figure}`);
  }
  const table = Object.values(figures)
    .flat()
    .map(({ what, figure }) => `${what}\n    ${figure}`)
    .join('\n');
  return { table, figures };
};
