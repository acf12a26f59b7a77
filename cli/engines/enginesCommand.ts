import {
  ConfigError,
  callOf,
  didYouMean,
  enginePackages,
  enginesFolder,
  readCommand,
} from '@selfsame/models';
import { z } from 'zod';
import { interrupted, onInterrupt } from '../../server/client/interrupt.ts';
import { installEngine } from './install.ts';
import { listEngines } from './list/listEngines.ts';
import { recipes } from './recipes.ts';
import { remove } from './remove.ts';

const call = callOf('engines');
const actions = ['list', 'install', 'remove'] as const;

const command = {
  call,
  settings: z.strictObject({ json: z.boolean().default(false) }),
  word: ['action?', ...enginePackages.map(() => 'name?')],
};

const usage = `${call} [list] [--json]
${call} install <name> ...
${call} remove <name> ...

What trains and what serves, each tried in a process of its own: usable or not, why, and the command
that mends it. What can be installed, by the pip or uv that is there, into ${enginesFolder()}
(another: SELFSAME_ENGINES=<folder>):

${recipes.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

  --json   the list for programs`;

/** `selfsame engines`. @throws {SelfsameError} */
export async function engines(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const [action = 'list', ...names] = told.words;
  const problems = problemsOf(action, names);
  if (problems.length > 0) throw new ConfigError(problems, call);
  const stop = onInterrupt();
  try {
    await perform(action, names, told.settings.json, stop);
  } catch (error) {
    if (!stop.aborted) throw error;
    console.error(`stopped${action === 'install' ? '; the same command goes on from there' : ''}`);
    process.exit(interrupted);
  }
}

async function perform(
  action: string,
  names: readonly string[],
  json: boolean,
  stop: AbortSignal,
): Promise<void> {
  if (action === 'list') return listEngines(json, stop);
  const [folder, tell] = [enginesFolder(), (line: string) => console.log(line)];
  for (const recipe of recipes.filter(({ name }) => names.includes(name))) {
    if (action === 'remove') remove(recipe.name, folder, tell);
    else await installEngine(recipe, { folder, stop, tell });
  }
}

function problemsOf(action: string, names: readonly string[]): string[] {
  if (!actions.some((one) => one === action))
    return [`${action} is none of ${actions.join(', ')}${didYouMean(action, actions)}`];
  if (action === 'list') return names.map((name) => `"${name}": list takes no name`);
  if (names.length === 0) return [`a name is wanted: ${enginePackages.join(', ')}`];
  return names
    .filter((name) => !enginePackages.some((one) => one === name))
    .map(
      (name) =>
        `${name} is none of ${enginePackages.join(', ')}${didYouMean(name, enginePackages)}`,
    );
}
