import { ClientError } from '../errors.ts';
import type { Settings } from '../options.ts';
import { errorOf } from './errorOf.ts';
import { pause } from './pause.ts';

/** One request, which can be sent again: its body is no stream. */
export interface Outgoing {
  readonly method: string;
  /** With its query, without a slash before. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether to come again where the server says when. */
  readonly patient?: boolean;
}

/**
 * Sends a request, and again after `Retry-After` where the server is busy or cannot yet (429, 503).
 * @returns an answer that is no error
 * @throws {ClientError} or the reason of the signal
 */
export async function send(request: Outgoing, settings: Settings): Promise<Response> {
  let waited = 0;
  for (let tries = 0; ; tries++) {
    const answer = await ask(request, settings);
    if (answer.ok) return answer;
    const error = await errorOf(answer, settings.url);
    const wait = waitOf(answer);
    const { patient = true, signal } = request;
    if (!patient || wait === null || tries >= settings.retries) throw error;
    if (waited + wait > settings.patienceMs) throw error;
    waited += wait;
    // A little more, by chance: those who were sent away together do not come again together.
    await pause(wait * (1 + Math.random() / 4), signal);
  }
}

async function ask(
  { method, path, headers, body, signal }: Outgoing,
  { url, apiKey }: Settings,
): Promise<Response> {
  signal?.throwIfAborted();
  try {
    return await fetch(url + path, {
      method,
      headers: { ...headers, ...(apiKey && { Authorization: `Bearer ${apiKey}` }) },
      body: body ?? null,
      signal: signal ?? null,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw noServer(url, error);
  }
}

/** Nothing came, or it broke off. */
export function noServer(url: string, error: unknown): ClientError {
  const { cause, message } = error as Error;
  const reason = cause instanceof Error ? cause.message : message;
  return new ClientError(
    'no_server',
    `The server at ${url} cannot be reached: ${reason}.`,
    'Start it with npm start, or name its address as url.',
    { cause: error },
  );
}

/** Milliseconds until the server may be asked again; null where it does not say (RFC 9110, 10.2.3). */
function waitOf({ status, headers }: Response): number | null {
  const said = headers.get('Retry-After');
  if ((status !== 429 && status !== 503) || said === null) return null;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return null;
  return Math.max(0, seconds) * 1000;
}
