import { z } from 'zod';
import { configSchema, secrets, settingNames, toFlag, toVariable } from './schema.ts';

/** The text of `--help`, from the schema. */
export function helpText(): string {
  const { properties = {} } = z.toJSONSchema(configSchema, { io: 'input' });
  const lines = settingNames.map((name) => {
    const {
      description,
      default: value,
      enum: choices,
    } = properties[name] as z.core.JSONSchema.JSONSchema;
    const notes = [
      choices && `one of ${choices.join(', ')}`,
      value !== undefined && value !== '' && `default ${value}`,
    ].filter(Boolean);
    const note = notes.length > 0 ? ` (${notes.join('; ')})` : '';
    const left = secrets.includes(name) ? toVariable(name) : `--${toFlag(name)}`;
    return `  ${left.padEnd(24)} ${description}${note}`;
  });
  return `Serves an image encoder and a similarity index over HTTP.

  --config                 JSON file of settings, in camel case: {"pictureBytes": 1000000}
  --check                  check the data folder, say what is wrong, and exit
  --salvage                copy what can be read of a damaged data folder into a new one, and exit
${lines.join('\n')}

Each setting may also stand in the environment: --picture-bytes is SELFSAME_PICTURE_BYTES. Flags win
over the environment, the environment over the file. Keys are never flags, which everyone on the
machine can read.`;
}
