import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** JSON Schemas of zod's, whose named parts (`meta({ id })`) are gathered for the whole document. */
export class Components {
  readonly schemas: Record<string, JsonSchema> = {};

  /** What may be sent: defaults make a key optional. */
  input(schema: z.ZodType): JsonSchema {
    return this.#convert(schema, 'input');
  }

  /** What is answered. */
  output(schema: z.ZodType): JsonSchema {
    return this.#convert(schema, 'output');
  }

  #convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const text = JSON.stringify(z.toJSONSchema(schema, { io, reused: 'inline' }));
    const { $schema, $defs, ...own } = JSON.parse(
      text.replaceAll('"#/$defs/', '"#/components/schemas/'),
    );
    Object.assign(this.schemas, $defs);
    const { id } = own;
    if (id === undefined) return own;
    // zod gives a named schema at the top in place, with its name beside.
    delete own.id;
    this.schemas[id] = own;
    return { $ref: `#/components/schemas/${id}` };
  }
}
