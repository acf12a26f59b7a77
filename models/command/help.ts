import { z } from 'zod';
import { toFlag, toVariable } from './names.ts';

/**
 * A line for each setting: its flag, what its schema says of it, and its default.
 * @param variables settings that are no flags, and stand in the environment alone
 */
export function settingLines(settings: z.ZodObject, variables: readonly string[] = []): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  const lines = Object.entries(properties).map(([name, property]) => {
    const { description, default: value, enum: choices } = property as z.core.JSONSchema.JSONSchema;
    const notes = [
      choices && `one of ${choices.join(', ')}`,
      value !== undefined && value !== '' && `default ${value}`,
    ].filter(Boolean);
    const note = notes.length > 0 ? ` (${notes.join('; ')})` : '';
    return [variables.includes(name) ? toVariable(name) : toFlag(name), `${description}${note}`];
  });
  return lines.map(([left, right]) => `  ${left!.padEnd(24)} ${right}`).join('\n');
}
