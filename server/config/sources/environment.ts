import { settingNames, toVariable } from '../schema.ts';
import { fromText, type Given, type Source, unknown } from './given.ts';

const nameOf = new Map(settingNames.map((name) => [toVariable(name), name]));

/** Reads the environment's variables that begin with SELFSAME_. */
export function fromEnvironment(environment: NodeJS.ProcessEnv): Source {
  const given: Given[] = [];
  const problems: string[] = [];
  for (const [variable, text = ''] of Object.entries(environment)) {
    if (!variable.startsWith('SELFSAME_')) continue;
    const name = nameOf.get(variable);
    if (name === undefined) problems.push(unknown(variable, [...nameOf.keys()]));
    else given.push({ name, value: fromText(name, text), from: variable });
  }
  return { given, problems };
}
