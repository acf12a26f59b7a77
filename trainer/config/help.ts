import { z } from 'zod';
import { toFlag } from './flags.ts';
import { configSchema } from './schema.ts';

/** The text of `--help`, from the schema. */
export function helpText(): string {
  const { properties } = z.toJSONSchema(configSchema, { io: 'input' });
  const lines = Object.entries(properties ?? {}).map(([key, property]) => {
    const {
      description,
      default: value,
      enum: choices,
    } = property as {
      description?: string;
      default?: unknown;
      enum?: string[];
    };
    const notes = [
      choices && `one of ${choices.join(', ')}`,
      value !== undefined && `default ${value}`,
    ].filter(Boolean);
    const note = notes.length > 0 ? ` (${notes.join('; ')})` : '';
    return `  --${toFlag(key).padEnd(18)} ${description ?? ''}${note}`;
  });
  return [
    'Pretrains an encoder on a folder of pictures and publishes it as a bundle.',
    '',
    '  npm run train -- --data <folder> [flags]',
    '  npm run train -- --resume <run folder>',
    '',
    '  --config             JSON file of settings, in camel case; flags win over it',
    ...lines,
  ].join('\n');
}
