import type { z } from 'zod';
import { takes } from './command.ts';

/** Flags and variables are text; it stands for a number or a boolean where the setting is one. */
export function fromText(schema: z.core.$ZodType, text: string): unknown {
  if (takes(schema, text)) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
