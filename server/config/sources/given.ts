import { nearest } from '../nearest.ts';
import { configSchema, type SettingName } from '../schema.ts';

/** A setting as it was found. */
export interface Given {
  readonly name: SettingName;
  readonly value: unknown;
  /** Where it stood, for messages: "--port", "SELFSAME_PORT". */
  readonly from: string;
}

/** What one source says, and what is wrong with the way it says it. */
export interface Source {
  readonly given: readonly Given[];
  readonly problems: readonly string[];
}

export function unknown(name: string, known: readonly string[], from = name): string {
  return `${from} is unknown; did you mean ${nearest(name, known)}?`;
}

/** Flags and variables are text; it stands for a number or a boolean where the setting is one. */
export function fromText(name: SettingName, text: string): unknown {
  if (configSchema.shape[name].safeParse(text).success) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
