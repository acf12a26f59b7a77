import type { z } from 'zod';
import type { KeyLevel } from '../auth/keys.ts';
import type { Caller } from '../embed/caller.ts';
import type { Answerable } from '../errors/ApiError.ts';
import type { Body, PathParameter, Received } from '../input/contract.ts';
import type { Written } from './json/written.ts';

/** Who may call an endpoint once there are API keys: everyone, or those with a key of this level. */
export type Access = 'open' | KeyLevel;

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

export type JsonAnswer = { readonly description: string; readonly json: z.ZodType };
export type BytesAnswer = { readonly description: string; readonly type: string };
export type EmptyAnswer = { readonly description: string; readonly empty: true };
/** By HTTP status. */
export type Answers = Readonly<Record<number, JsonAnswer | BytesAnswer | EmptyAnswer>>;

/** Bytes that are read as the client takes them. */
export interface Pieces {
  readonly length: number;
  /** @returns null where there are no more, though there ought to be */
  read(from: number, length: number): Promise<Uint8Array | null>;
}

export type Reply<A extends Answers = Answers> = {
  [Status in keyof A]: A[Status] extends { readonly json: infer Schema extends z.ZodType }
    ? { readonly status: Status; readonly json: Written<z.input<Schema>> }
    : A[Status] extends EmptyAnswer
      ? { readonly status: Status; readonly empty: true; readonly headers?: Headers }
      : {
          readonly status: Status;
          readonly bytes: Uint8Array | Pieces;
          /** Media type; the answer's own if left out. */
          readonly type?: string;
          readonly headers?: Headers;
        };
}[keyof A];

type Headers = Readonly<Record<string, string>>;

/** One request, checked against its endpoint's description. */
export interface Call<Name extends string, Query extends z.ZodObject, B extends Body | undefined> {
  readonly params: Readonly<Record<Name, string>>;
  readonly query: z.output<Query>;
  readonly body: B extends Body ? ReceivedAs<B> : undefined;
  /** Aborts when the client goes away without its answer. */
  readonly gone: AbortSignal;
  /** Whose pictures they are. */
  readonly caller: Caller;
  readonly requestId: string;
  /** What the endpoint makes may not be there yet: the request has `If-None-Match: *`. */
  readonly onlyIfNew: boolean;
  /**
   * Tells with the answer by what entity tag it is known.
   * @returns whether the client has that already (RFC 9110, section 13.1.2)
   */
  readonly has: (entityTag: string) => boolean;
  /** What the caller's key may do; of an open endpoint nobody's is looked at. */
  readonly level: KeyLevel;
}

type ReceivedAs<B extends Body> = B extends { readonly pictures: string }
  ? Received<z.output<B['json']>>
  : Extract<Received<z.output<B['json']>>, { kind: 'json' }>;

/**
 * All there is to know about one endpoint. Requests are checked by it, the OpenAPI document is
 * made from it, and it says who may call.
 */
export interface Endpoint<
  Name extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  B extends Body | undefined = Body | undefined,
  A extends Answers = Answers,
> {
  readonly method: Method;
  /** As in OpenAPI: `/v1/collections/{collection}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Readonly<Record<Name, PathParameter>>;
  /** Options. A body that names one of them as well wins. */
  readonly query?: Query;
  readonly body?: B;
  /** Takes `If-None-Match: *` (RFC 9110, section 13.1.2). */
  readonly onlyIfNew?: true;
  readonly answers: A;
  /** The endpoint's own; those that its kind implies are added. */
  readonly errors?: readonly Answerable[];
  handle(call: Call<Name, Query, B>): Reply<A> | Promise<Reply<A>>;
}

/** Checks a description's types against each other and forgets them, so that it fits in a list. */
export function endpoint<
  Query extends z.ZodObject,
  const A extends Answers,
  Name extends string = never,
  B extends Body | undefined = undefined,
>(description: Endpoint<Name, Query, B, A>): Endpoint {
  return description as unknown as Endpoint;
}
