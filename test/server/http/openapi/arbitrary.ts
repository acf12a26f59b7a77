import fc, { type Arbitrary } from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: { readonly enum: readonly unknown[] };
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
  readonly minProperties?: number;
  readonly required?: readonly string[];
}

/** What a schema alone does not tell. */
export interface Context {
  /** The document's named schemas. */
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Values for properties of a name. */
  readonly known?: Readonly<Record<string, Arbitrary<unknown>>>;
}

/** Arrays are not made longer than this, whatever is allowed. */
const longest = 4;
/** Schemas within themselves are not followed further than this. */
const deepest = 3;

/** Values that a schema allows; its examples come often. */
export function valuesOf(schema: Schema, context: Context, depth = 0): Arbitrary<unknown> {
  const { examples = [], not } = schema;
  const made = generated(schema, context, depth);
  const all = examples.length === 0 ? made : fc.oneof(made, fc.constantFrom(...examples));
  return not === undefined ? all : all.filter((value) => !not.enum.includes(value));
}

function generated(schema: Schema, context: Context, depth: number): Arbitrary<unknown> {
  const inner = (one: Schema) => valuesOf(one, context, depth);
  const { $ref, anyOf, type } = schema;
  if ($ref !== undefined)
    return valuesOf(context.schemas[$ref.split('/').at(-1)!]!, context, depth + 1);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  // The first of those that lead back to themselves does not.
  if (anyOf) return fc.oneof(...(depth < deepest ? anyOf : anyOf.slice(0, 1)).map(inner));
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => inner({ ...schema, type: one })));
  switch (type) {
    case 'string':
      return text(schema);
    case 'integer': {
      const { minimum = -(2 ** 31), maximum = 2 ** 31 } = schema;
      return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31) });
    }
    case 'number': {
      const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = schema;
      return fc.double({ noNaN: true, min: minimum, max: maximum });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(longest, schema.maxItems ?? longest),
      });
    case 'object':
      return schema.properties
        ? object(schema, context, depth)
        : fc.dictionary(fc.string(), fc.jsonValue());
    default:
      return fc.jsonValue();
  }
}

function object(schema: Schema, context: Context, depth: number): Arbitrary<unknown> {
  const { oneOf, ...own } = schema;
  const { properties = {}, required = [], minProperties = 0 } = own;
  // Alternatives are told by the member that each of them needs.
  if (oneOf) {
    const names = oneOf.flatMap((one) => one.required ?? []);
    const only = (name: string) => ({
      ...own,
      required: [...required, name],
      properties: Object.fromEntries(
        Object.entries(properties).filter(([key]) => key === name || !names.includes(key)),
      ),
    });
    return fc.oneof(...names.map((name) => object(only(name), context, depth)));
  }
  const members = Object.entries(properties).map(([name, property]) => {
    const known = context.known?.[name];
    const any = { arbitrary: valuesOf(property, context, depth), weight: 1 };
    const value = known ? fc.oneof({ arbitrary: known, weight: 4 }, any) : any.arbitrary;
    return [name, value] as const;
  });
  return fc
    .record(Object.fromEntries(members), { requiredKeys: [...required] })
    .filter((value) => Object.keys(value).length >= minProperties);
}

function text({ pattern, minLength = 0, maxLength = 300 }: Schema): Arbitrary<string> {
  if (pattern === undefined)
    return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 300) });
  const isOfLength = ({ length }: string) => length >= minLength && length <= maxLength;
  return fc.stringMatching(new RegExp(pattern, 'u')).filter(isOfLength);
}
