import fc, { type Arbitrary } from 'fast-check';
import { type Context, type Schema, valuesOf } from './arbitrary.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema?: Schema;
  /** Of one that is JSON in a string. */
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}
export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}
export interface Request {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

export interface Samples {
  readonly pictures: readonly Buffer[];
  /** The document's, and values of options and properties that it cannot tell. */
  readonly context: Context;
  /** Values of path parameters that name something. */
  readonly existing: Readonly<Record<string, readonly string[]>>;
}

/** Requests that the document allows. */
export function requestsOf(
  method: string,
  path: string,
  operation: Operation,
  samples: Samples,
): Arbitrary<Request> {
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
  const segments = fc.record(
    Object.fromEntries(
      inPath.map(({ name, schema }) => [
        name,
        fc.oneof(
          { arbitrary: fc.constantFrom(...(samples.existing[name] ?? ['none'])), weight: 3 },
          { arbitrary: valuesOf(schema!, samples.context) as Arbitrary<string>, weight: 1 },
        ),
      ]),
    ),
  );
  const query = fc.record(
    Object.fromEntries(inQuery.map((one) => [one.name, optionOf(one, samples)])),
    { requiredKeys: inQuery.filter(({ required }) => required).map(({ name }) => name) },
  );
  const content = Object.entries(operation.requestBody?.content ?? {});
  const body =
    content.length === 0
      ? fc.constant({ headers: {}, body: undefined })
      : fc.oneof(...content.map(([type, { schema = {} }]) => bodyOf(type, schema, samples)));
  return fc.tuple(segments, query, body).map(([values, options, sent]) => ({
    method: method.toUpperCase(),
    path:
      path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]!.toWellFormed())) +
      queryText(options),
    ...sent,
  }));
}

function optionOf({ name, schema, content }: Parameter, samples: Samples): Arbitrary<unknown> {
  if (schema !== undefined) return knownOr(name, schema, samples);
  const { schema: inside } = content!['application/json'];
  return knownOr(name, inside, samples).map((value) => JSON.stringify(value));
}

function knownOr(name: string, schema: Schema, { context }: Samples): Arbitrary<unknown> {
  const any = { arbitrary: valuesOf(schema, context), weight: 1 };
  const known = context.known?.[name];
  return known ? fc.oneof({ arbitrary: known, weight: 4 }, any) : any.arbitrary;
}

function queryText(options: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(options).map(([name, value]) => [
    name,
    String(value).toWellFormed(),
  ]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs as [string, string][])}`;
}

function bodyOf(
  type: string,
  schema: Schema,
  samples: Samples,
): Arbitrary<Pick<Request, 'headers' | 'body'>> {
  const { pictures, context } = samples;
  const picture = fc.oneof(
    { arbitrary: fc.constantFrom(...pictures), weight: 4 },
    { arbitrary: fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
  );
  if (type === 'application/json') {
    return valuesOf(schema, context).map((value) => ({
      headers: { 'content-type': type },
      body: Buffer.from(JSON.stringify(value)),
    }));
  }
  if (type !== 'multipart/form-data')
    return picture.map((body) => ({ headers: { 'content-type': type }, body }));

  const { image, ...fields } = schema.properties!;
  const many = image!.type === 'array';
  const values = fc.record(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, knownOr(name, field, samples)]),
    ),
    { requiredKeys: [] },
  );
  const files = fc.array(picture, { minLength: 1, maxLength: many ? 3 : 1 });
  return fc.tuple(values, files).map(([options, parts]) => formOf(options, parts));
}

const boundary = 'a-boundary-that-no-picture-has';

function formOf(
  options: Readonly<Record<string, unknown>>,
  files: readonly Buffer[],
): Pick<Request, 'headers' | 'body'> {
  const part = (disposition: string, bytes: Buffer) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]);
  const body = Buffer.concat([
    ...Object.entries(options).map(([name, value]) =>
      part(
        `name="${name}"`,
        Buffer.from(typeof value === 'object' ? JSON.stringify(value) : `${value}`),
      ),
    ),
    ...files.map((file, i) => part(`name="image"; filename="${i}.png"`, file)),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body };
}
