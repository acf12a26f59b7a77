import type { Request } from 'express';
import { limits } from '../config/limits.ts';
import { BodyEmptyError } from '../errors/BodyEmptyError.ts';
import { BodyTooLargeError } from '../errors/BodyTooLargeError.ts';
import { FilesExpectedError } from '../errors/FilesExpectedError.ts';
import { JsonMalformedError } from '../errors/JsonMalformedError.ts';
import { isForm, isJson } from './bodies.ts';
import { readForm } from './form.ts';

/** What a request brings: pictures (raw or as a form) with their options, or a JSON value. */
export type Received =
  | {
      readonly kind: 'pictures';
      readonly pictures: readonly Buffer[];
      readonly options: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'json'; readonly value: unknown };

/** Takes a request's body, after `readBody`. Options are the query's and, of a form, its fields. */
export async function receive(req: Request): Promise<Received> {
  if (isForm(req)) {
    const { files, fields } = await readForm(req);
    if (files.length === 0) throw new FilesExpectedError(0, 'at least one');
    return { kind: 'pictures', pictures: files, options: { ...req.query, ...fields } };
  }
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body) || body.length === 0) throw new BodyEmptyError();
  if (isJson(req)) return { kind: 'json', value: parseJson(body) };
  return { kind: 'pictures', pictures: [body], options: req.query };
}

/** The one picture of a request that takes no more. */
export function onePicture(pictures: readonly Buffer[]): Buffer {
  if (pictures.length !== 1) throw new FilesExpectedError(pictures.length, 'exactly one');
  return pictures[0]!;
}

function parseJson(body: Buffer): unknown {
  if (body.length > limits.jsonBytes)
    throw new BodyTooLargeError('The JSON body', limits.jsonBytes);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new JsonMalformedError(error);
  }
}
