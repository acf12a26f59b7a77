import { z } from 'zod';
import { limits } from '../limits.ts';
import { base64Pattern, type EncodedPicture } from './base64.ts';
import { idPattern } from './names.ts';

/** A PNG of one pixel. */
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC';

/** A picture: text, or what `parseBody` has made of it. */
const isPicture = (value: unknown) =>
  typeof value === 'string' || value instanceof Uint8Array || value instanceof Error;

/** Fields that JSON bodies have in common. */
export const base64Schema = z
  .unknown()
  .refine(isPicture, 'expected a string')
  .meta({
    type: 'string',
    pattern: base64Pattern,
    description: 'a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)',
    examples: [`data:image/png;base64,${onePixel}`],
  }) as unknown as z.ZodType<EncodedPicture>;

/** The model that a request means. */
export const modelField = z
  .string()
  .optional()
  .describe("the collection's model, by name or name/version: an error if it is another one");

/** The largest number of float32. */
const largest = 2 ** 128 - 2 ** 104;

type Numbers = readonly number[] | Float64Array;

/** Checked in one go: an issue for each of many wrong elements would cost more than the elements. */
function checkNumbers(value: unknown, context: z.RefinementCtx): void {
  const isList = Array.isArray(value) || value instanceof Float64Array;
  if (!isList || value.length === 0 || value.length > limits.vectorNumbers) {
    const message = `expected a list of 1 to ${limits.vectorNumbers} numbers`;
    context.addIssue({ code: 'custom', message });
    return;
  }
  if (value instanceof Float64Array) return;
  const wrong = value.findIndex((one) => typeof one !== 'number');
  if (wrong >= 0) context.addIssue({ code: 'custom', path: [wrong], message: 'expected a number' });
}

export const vectorField = (
  z
    .unknown()
    .superRefine(checkNumbers)
    .meta({
      type: 'array',
      items: { type: 'number', minimum: -largest, maximum: largest },
      minItems: 1,
      maxItems: limits.vectorNumbers,
      description: 'as many numbers as the served model has dimensions, not all of them 0',
    }) as unknown as z.ZodType<Numbers>
).optional();

/** An item's id. Any text passes here; `idParameter` has an error of its own. */
export const idField = z.string().meta({
  minLength: 1,
  maxLength: limits.idLength,
  pattern: idPattern,
  not: { enum: ['.', '..'] },
  description: "an item's id",
});

/** That exactly one of these members has to be there; a route tells if it is not. */
export const oneOf = (...names: string[]) => ({
  oneOf: names.map((name) => ({ required: [name] })),
});

/** A list whose length is looked at before its elements. */
export function listOf<Element extends z.ZodType>(element: Element, least: number, most: number) {
  const list = z.array(element).min(least).max(most);
  return z.preprocess((value, context) => {
    if (!Array.isArray(value) || value.length <= most) return value;
    context.issues.push({
      code: 'custom',
      message: `has more than ${most} elements`,
      input: value,
    });
    return z.NEVER;
  }, list);
}

/** Anything passes here; `checkMetadata` refuses what is not an object, with a code of its own. */
export const metadataField = z
  .unknown()
  .meta({ type: 'object', description: 'a JSON object', examples: [{ kind: 'plant' }] });
