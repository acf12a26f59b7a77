import type { z } from 'zod';
import type { Found, Source } from './command.ts';
import { fromText } from './fromText.ts';
import { toVariable } from './names.ts';
import { didYouMean } from './nearest.ts';

/**
 * What is read elsewhere and may well be set where any command is called: by commands that ask a
 * server, and by engines.
 */
const ofOthers: readonly string[] = [
  'SELFSAME_API_KEY',
  'SELFSAME_ENGINES',
  'SELFSAME_PJRT_PLUGIN',
];

/** Reads the environment's variables that begin with SELFSAME_. */
export function fromEnvironment(settings: z.ZodObject, environment: NodeJS.ProcessEnv): Source {
  const nameOf = new Map(Object.keys(settings.shape).map((name) => [toVariable(name), name]));
  const found: Found[] = [];
  const problems: string[] = [];
  for (const [variable, text = ''] of Object.entries(environment)) {
    if (!variable.startsWith('SELFSAME_') || ofOthers.includes(variable)) continue;
    const name = nameOf.get(variable);
    if (name === undefined)
      problems.push(`${variable} is unknown${didYouMean(variable, [...nameOf.keys()])}`);
    else found.push({ name, value: fromText(settings.shape[name]!, text), from: variable });
  }
  return { found, problems };
}
