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
  const key = process.env.SELFSAME_API_KEY;
  return async <T>(method: string, path: string, body?: object | Buffer): Promise<T> => {
    const isJson = body !== undefined && !Buffer.isBuffer(body);
    let answer: Response;
    try {
      answer = await fetch(new URL(path, url), {
        method,
        headers: {
          ...(isJson && { 'Content-Type': 'application/json' }),
          ...(key && { Authorization: `Bearer ${key}` }),
        },
        body: isJson ? JSON.stringify(body) : ((body as Uint8Array<ArrayBuffer>) ?? null),
        signal: AbortSignal.timeout(callMs),
      });
    } catch (error) {
      const { cause, message } = error as Error;
      throw new NoServerError(url, cause instanceof Error ? cause.message : message);
    }
    const said = await bodyOf(answer, url);
    // A job that has failed tells its error in an answer that is none.
    if (!answer.ok && said.error) throw asTold(said.error);
    return said as T;
  };
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
