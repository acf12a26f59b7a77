import fc, { type Arbitrary } from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** Arrays are not made longer than this, whatever is allowed. */
const longest = 4;

/**
 * Values that a schema allows; its examples come often. Of a pattern beside others, which no
 * generator can meet by design, the values that meet all are kept.
 * @param known values for properties of a name, that the schema alone cannot tell
 */
export function valuesOf(
  schema: Schema,
  known: Readonly<Record<string, Arbitrary<unknown>>> = {},
): Arbitrary<unknown> {
  const { examples = [] } = schema;
  const made = generated(schema, known);
  return examples.length === 0 ? made : fc.oneof(made, fc.constantFrom(...examples));
}

function generated(
  schema: Schema,
  known: Readonly<Record<string, Arbitrary<unknown>>>,
): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, known)));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer': {
      const { minimum = -(2 ** 31), maximum = 2 ** 31 } = schema;
      return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31) });
    }
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(longest, schema.maxItems ?? longest),
      });
    case 'object':
      return schema.properties
        ? fc.record(
            Object.fromEntries(
              Object.entries(schema.properties).map(([name, property]) => [
                name,
                known[name]
                  ? fc.oneof(
                      { arbitrary: known[name], weight: 4 },
                      { arbitrary: valuesOf(property), weight: 1 },
                    )
                  : valuesOf(property, known),
              ]),
            ),
            { requiredKeys: [...(schema.required ?? [])] },
          )
        : fc.dictionary(fc.string(), fc.jsonValue());
    default:
      return fc.jsonValue();
  }
}

function text({ pattern, allOf = [], minLength = 0, maxLength = 300 }: Schema): Arbitrary<string> {
  const patterns = [pattern, ...allOf.map((part) => part.pattern)]
    .filter((source) => source !== undefined)
    .map((source) => new RegExp(source, 'u'));
  const base =
    pattern === undefined
      ? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 300) })
      : fc.stringMatching(new RegExp(pattern));
  return base.filter((value) => patterns.every((one) => one.test(value)));
}
