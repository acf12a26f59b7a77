import type { Request } from 'express';
import type { Limits } from '../config/limits.ts';
import { BodyEmptyError, FilesExpectedError, JsonExpectedError } from '../errors/request.ts';
import { kindOf } from './bodies.ts';
import { checkJson } from './check.ts';
import type { Body, Received } from './contract.ts';
import { readForm } from './form.ts';
import type { JsonParser } from './json/JsonParser.ts';

export interface ReceivedRequest {
  readonly body: Received<unknown>;
  /** The text fields of a form. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Takes a request's body, after `readBody`, and checks that it is what the endpoint takes. */
export async function receive(
  req: Request,
  { pictures, json, optional }: Body,
  { limits, parser }: { limits: Limits; parser: JsonParser },
): Promise<ReceivedRequest> {
  const body: unknown = req.body;
  const empty = !Buffer.isBuffer(body) || body.length === 0;
  if (empty && optional) return { body: { kind: 'json', value: checkJson(json, {}) }, fields: {} };
  const kind = kindOf(req);
  if (kind !== 'json' && pictures === undefined) throw new JsonExpectedError();
  if (kind === 'form') {
    const { files, fields } = await readForm(req, limits);
    checkCount(files.length, pictures!);
    return { body: { kind: 'pictures', pictures: files }, fields };
  }
  if (empty) throw new BodyEmptyError();
  if (kind === 'picture') return { body: { kind: 'pictures', pictures: [body] }, fields: {} };
  return { body: { kind: 'json', value: checkJson(json, await parser.parse(body)) }, fields: {} };
}

function checkCount(count: number, wanted: 'one' | 'many'): void {
  if (count === 0 || (wanted === 'one' && count > 1))
    throw new FilesExpectedError(count, wanted === 'one' ? 'exactly one' : 'at least one');
}
