import { ClientError } from './errors.ts';

export interface ClientOptions {
  /** Where the server is: by default where the page comes from, and elsewhere http://127.0.0.1:8080. */
  readonly url?: string | URL | undefined;
  /** Needed where the server has keys. */
  readonly apiKey?: string | undefined;
  /** How many times at most a request that is told to come later (429, 503) is sent again: 5. */
  readonly retries?: number | undefined;
  /** How long the waits before that may be for one request, in milliseconds all together: 60,000. */
  readonly patienceMs?: number | undefined;
  /** Requests at a time of those that take many pictures: 4. A browser makes 6 to one server. */
  readonly concurrency?: number | undefined;
}

/** Options that are complete and have been checked. */
export interface Settings {
  /** Ends with a slash. */
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly retries: number;
  readonly patienceMs: number;
  readonly concurrency: number;
}

const usualUrl = 'http://127.0.0.1:8080';
const names = ['url', 'apiKey', 'retries', 'patienceMs', 'concurrency'];

/** @throws {ClientError} `client_option_invalid` */
export function settingsOf(options: ClientOptions): Settings {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(unknown, `is no option; there are ${names.join(', ')}`);
  const { location } = globalThis as { location?: { origin: string } };
  return {
    url: urlOf(options.url ?? location?.origin ?? usualUrl),
    apiKey: keyOf(options.apiKey),
    retries: wholeOf('retries', options.retries ?? 5, 0),
    patienceMs: wholeOf('patienceMs', options.patienceMs ?? 60_000, 0),
    concurrency: wholeOf('concurrency', options.concurrency ?? 4, 1),
  };
}

/** As it can be in a header. */
function keyOf(given: string | undefined): string | undefined {
  // A variable that is set to nothing is no key.
  if (given === undefined || given === '') return undefined;
  if (/^[!-~]+$/.test(given)) return given;
  throw invalid('apiKey', 'has letters or signs that no key has');
}

function urlOf(given: string | URL): string {
  const url = URL.parse(String(given));
  if (url === null || !/^https?:$/.test(url.protocol))
    throw invalid('url', `"${given}" is no address that begins with http:// or https://`);
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

/** @throws {ClientError} `client_option_invalid` */
export function wholeOf(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw invalid(name, `is ${value}, and no whole number from ${least} on`);
}

const invalid = (name: string, problem: string) =>
  new ClientError('client_option_invalid', `${name} ${problem}.`, `Set or leave out ${name}.`, {
    param: name,
  });
