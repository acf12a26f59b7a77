import { z } from 'zod';

/** An option that is JSON in a string (JSON Schema 2020-12, validation, section 8). */
export const jsonText = (schema: object) => ({
  contentMediaType: 'application/json',
  contentSchema: schema,
});

/** Numbers as JSON has them (RFC 8259, section 6), and nothing else that `Number` takes: neither '' nor ' 1' nor '0x1'. */
const canonical = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** An option that is a number, in a string. */
export const numberOption = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (text) => (typeof text === 'string' && canonical.test(text) ? Number(text) : text),
    schema,
  );
