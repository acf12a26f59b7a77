import { SelfsameError } from '@selfsame/models';
import { ApiKeyInvalidError, ApiKeyMissingError } from '../errors/request.ts';
import { CommandError, NoServerError } from '../errors/start.ts';

/** Where a server listens that was started without flags. */
export const usualUrl = 'http://127.0.0.1:8080';

/** What one call may take, in milliseconds: a search of very many vectors included. */
const callMs = 60_000;

/** Asks a server. @throws {SelfsameError} that it tells, or that there is none */
export type Call = <T>(
  method: string,
  path: string,
  body?: object | Buffer | undefined,
) => Promise<T>;

/** An error as the API tells it. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Calls of one server, with the key in SELFSAME_API_KEY if there is one. */
export function callerOf(url: string): Call {
  return async <T>(method: string, path: string, body?: object | Buffer): Promise<T> => {
    const isJson = body !== undefined && !Buffer.isBuffer(body);
    const answer = await ask(url, path, {
      method,
      ...(isJson && { headers: { 'Content-Type': 'application/json' } }),
      body: isJson ? JSON.stringify(body) : ((body as Uint8Array<ArrayBuffer>) ?? null),
    });
    const said = await bodyOf(answer, url);
    // A job that has failed tells its error in an answer that is none.
    if (!answer.ok && said.error) throw asTold(said.error);
    return said as T;
  };
}

/** What a server answers with bytes. */
export interface Bytes {
  readonly bytes: Buffer;
  /** As its Content-Type says: "image/jpeg". */
  readonly type: string;
}

/** Gets pictures and pages of a server. @throws {SelfsameError} as `Call` does */
export type Download = (path: string) => Promise<Bytes>;

/** Downloads of one server. */
export function downloaderOf(url: string): Download {
  return async (path) => {
    const answer = await ask(url, path, { method: 'GET' });
    if (!answer.ok) {
      const { error } = await bodyOf(answer, url);
      if (error) throw asTold(error);
    }
    try {
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { bytes, type: answer.headers.get('Content-Type') ?? '' };
    } catch (error) {
      throw noServer(url, error);
    }
  };
}

async function ask(url: string, path: string, request: RequestInit): Promise<Response> {
  const key = process.env.SELFSAME_API_KEY;
  try {
    return await fetch(new URL(path, url), {
      ...request,
      headers: { ...request.headers, ...(key && { Authorization: `Bearer ${key}` }) },
      signal: AbortSignal.timeout(callMs),
    });
  } catch (error) {
    throw noServer(url, error);
  }
}

function noServer(url: string, error: unknown): NoServerError {
  const { cause, message } = error as Error;
  return new NoServerError(url, cause instanceof Error ? cause.message : message);
}

interface Said {
  readonly error?: Told;
}

async function bodyOf(answer: Response, url: string): Promise<Said> {
  try {
    return (await answer.json()) as Said;
  } catch {
    const problem = `What answers at ${url} is no selfsame server: its answer is ${answer.status} and no JSON`;
    throw new CommandError(problem, 'Name the server with --url.');
  }
}

/** The server's error; what is to be done about a key is another thing here than in a request. */
function asTold({ code, message, remedy }: Told): SelfsameError {
  const isOfKey = [ApiKeyMissingError, ApiKeyInvalidError].some((known) => known.code === code);
  const keyRemedy = "Put one of the server's keys into the variable SELFSAME_API_KEY.";
  const problem = message.endsWith(` ${remedy}`) ? message.slice(0, -remedy.length - 1) : message;
  return new SelfsameError(code, problem, isOfKey ? keyRemedy : remedy);
}
