import { ClientError } from '../errors.ts';
import type { paths } from '../generated/openapi.ts';
import type { Settings } from '../options.ts';
import { noServer, type Outgoing, send } from './send.ts';

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];
type Operation<M extends Method, P extends PathOf<M>> = paths[P][M & keyof paths[P]];

type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Json } } ? Json : never;
type GoodOf<Answers> = {
  [Status in keyof Answers]: Status extends 200 | 201 | 202 ? JsonOf<Answers[Status]> : never;
}[keyof Answers];

/** What an endpoint answers where all is well. */
export type Answer<M extends Method, P extends PathOf<M>> =
  Operation<M, P> extends { responses: infer Answers } ? GoodOf<Answers> : never;
/** What an endpoint takes as JSON. */
export type Json<M extends Method, P extends PathOf<M>> =
  Operation<M, P> extends { requestBody?: infer Body } ? JsonOf<NonNullable<Body>> : never;
/** The options of an endpoint. */
export type Query<M extends Method, P extends PathOf<M>> =
  Operation<M, P> extends { parameters: { query?: infer Options } } ? NonNullable<Options> : never;
type Params<M extends Method, P extends PathOf<M>> =
  Operation<M, P> extends { parameters: { path: infer Names } }
    ? { readonly params: Names }
    : { readonly params?: undefined };

/** Ends a call early, which then throws the signal's reason. */
export interface Stoppable {
  readonly signal?: AbortSignal | undefined;
}

/** What is undefined is not sent. */
type Loose<T> = T extends object ? { [Key in keyof T]: T[Key] | undefined } : T;

type Given<M extends Method, P extends PathOf<M>> = Stoppable &
  Pick<Outgoing, 'patient'> &
  Params<M, P> & {
    readonly query?: Loose<Query<M, P>> | undefined;
    readonly json?: Loose<Json<M, P>> | undefined;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** In the place of JSON: a picture. */
    readonly body?: Uint8Array<ArrayBuffer> | undefined;
  };

export interface Api {
  readonly settings: Settings;
  /** @throws {ClientError} or the reason of the signal */
  json<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    given: Given<M, P>,
  ): Promise<Answer<M, P>>;
  /** Of an endpoint that answers with bytes. */
  bytes<P extends PathOf<'get'>>(path: P, given: Given<'get', P>): Promise<Blob>;
}

/** Calls of one server, typed by its OpenAPI document. */
export function createApi(settings: Settings): Api {
  const call = (method: string, path: string, given: Given<Method, never>) =>
    send(outgoing(method, path, given), settings);
  return {
    settings,
    async json(method, path, given) {
      const answer = await call(method, path, given as Given<Method, never>);
      const text = await read(() => answer.text(), given.signal, settings);
      try {
        return JSON.parse(text);
      } catch (cause) {
        const { url } = settings;
        throw new ClientError(
          'not_selfsame',
          `What answers at ${url} is no selfsame server: its answer is no JSON.`,
          'Name the address of the server as url.',
          { status: answer.status, cause },
        );
      }
    },
    async bytes(path, given) {
      const answer = await call('get', path, given as Given<Method, never>);
      return read(() => answer.blob(), given.signal, settings);
    },
  };
}

/** A body that breaks off is a server that is gone. */
async function read<T>(
  take: () => Promise<T>,
  signal: AbortSignal | undefined,
  { url }: Settings,
): Promise<T> {
  try {
    return await take();
  } catch (error) {
    signal?.throwIfAborted();
    throw noServer(url, error);
  }
}

function outgoing(method: string, path: string, given: Given<Method, never>): Outgoing {
  const {
    params = {},
    query = {},
    json,
    headers,
    body,
    signal,
    patient,
  } = given as {
    params?: Record<string, string>;
    query?: Record<string, unknown>;
  } & Omit<Given<Method, never>, 'params' | 'query'>;
  const place = path.slice(1).replaceAll(/\{(\w+)\}/g, (_, name) => stepOf(name, params[name]!));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value));
  return {
    method: method.toUpperCase(),
    path: search.size === 0 ? place : `${place}?${search}`,
    body: json === undefined ? body : JSON.stringify(json),
    headers: { ...typeOf(json, body), ...headers },
    signal,
    ...(patient !== undefined && { patient }),
  };
}

/**
 * A name as a part of an address. Some would be another address: `items/..` is the collection itself.
 * @throws {ClientError} `client_option_invalid`
 */
function stepOf(name: string, value: string): string {
  if (!['', '.', '..'].includes(value)) return encodeURIComponent(value);
  throw new ClientError(
    'client_option_invalid',
    `${name} is "${value}", which can be no part of an address.`,
    `Name the ${name} that is meant.`,
    { param: name },
  );
}

/** Of what is sent, if anything is. */
function typeOf(json: unknown, body: Uint8Array | undefined): Record<string, string> {
  if (json !== undefined) return { 'Content-Type': 'application/json' };
  return body === undefined ? {} : { 'Content-Type': 'application/octet-stream' };
}
