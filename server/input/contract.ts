import type { z } from 'zod';
import type { ApiError } from '../errors/ApiError.ts';

/** A part of the path that is a parameter. Its own error says what a good one looks like. */
export interface PathParameter {
  readonly schema: z.ZodType<string>;
  readonly refuse: (value: string, problem: string) => ApiError;
}

/** What a request may bring. Without `pictures` only JSON is taken. */
export interface Body {
  /** As a raw body or as files of a form; the form's fields are options like those of the query. */
  readonly pictures?: 'one' | 'many';
  readonly json: z.ZodObject;
  /** An empty body is an empty JSON object. */
  readonly optional?: boolean;
}

/** A body, received and checked. */
export type Received<Json> =
  | { readonly kind: 'pictures'; readonly pictures: readonly Buffer[] }
  | { readonly kind: 'json'; readonly value: Json };
