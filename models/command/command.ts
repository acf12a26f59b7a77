import type { z } from 'zod';

/** What a command can be told; flags, file, variables and help follow from it. */
export interface Command<Settings extends z.ZodObject, Extra extends z.ZodObject = z.ZodObject> {
  /** As it is called, flags after it: "npm run train --". */
  readonly call: string;
  /** By names in camel case. One that takes true and no text is a flag without a value. */
  readonly settings: Settings;
  /** Settings that may be flags; by default all. */
  readonly flags?: readonly string[];
  /** What is told by flags alone, and is no setting. */
  readonly extra?: Extra;
  /** The only word beside the flags, "folder", or several; each is wanted, but for "model?". */
  readonly word?: string | readonly string[];
  /** Whether --config takes a file of settings. */
  readonly file?: boolean;
  /** Whether settings are taken from the environment's variables too. */
  readonly variables?: boolean;
}

/** A setting as it was found. */
export interface Found {
  readonly name: string;
  readonly value: unknown;
  /** Where it stood, for messages: "--port", "SELFSAME_PORT". */
  readonly from: string;
}

/** What one source says, and what is wrong with the way it says it. */
export interface Source {
  readonly found: readonly Found[];
  readonly problems: readonly string[];
}

/** Whether a setting is told by its name alone. */
export const isSwitch = (schema: z.core.$ZodType) => takes(schema, true) && !takes(schema, 'text');

/** Whether a setting that is told by its name alone may have a word that says more. */
export const takesWord = (schema: z.core.$ZodType, text: string) =>
  takes(schema, true) && takes(schema, text);

/** Whether a flag may be given several times. */
export const isList = (schema: z.core.$ZodType): boolean =>
  schema._zod.def.type === 'array' ||
  (schema._zod.def.type === 'default' && isList((schema as z.ZodDefault)._zod.def.innerType));

export const takes = (schema: z.core.$ZodType, value: unknown) =>
  (schema as z.ZodType).safeParse(value).success;
