import { setGlobalProxyFromEnv } from 'node:http';
import type { HubEnvironment } from './environment.ts';
import {
  HubAnswerError,
  HubGatedError,
  HubRepositoryError,
  HubRevisionError,
  HubTokenError,
  HubUnreachableError,
} from './errors.ts';
import type { HubReference } from './reference.ts';

/** A hub that is asked for one repository. */
export interface Hub {
  /**
   * @param path behind the endpoint; @param headers beside those that say who asks
   * @throws {SelfsameError} for every answer that is no success, but of the status 416
   */
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** Asks with the token, which is left out where the hub sends on to another host. */
export function openHub(
  { endpoint, token }: HubEnvironment,
  { repository, revision }: HubReference,
): Hub {
  if (!URL.canParse(endpoint)) throw new HubUnreachableError(endpoint, 'HF_ENDPOINT is no address');
  // Not by a setting of Node, which whoever has a proxy would have to know of.
  setGlobalProxyFromEnv();
  const page = `${endpoint}/${repository}`;

  function refusalOf(url: string, { status, statusText, headers }: Response): Error {
    const code = headers.get('x-error-code');
    const said = headers.get('x-error-message') ?? '';
    if (code === 'GatedRepo') return new HubGatedError(repository, page);
    if (code === 'RevisionNotFound') return new HubRevisionError(repository, revision);
    // A hub says so of a repository that is not there, too, but to nobody whose token it knows.
    if (status === 401 && /invalid (credentials|user)/i.test(said))
      return new HubTokenError(endpoint);
    if (code === 'RepoNotFound' || [401, 404].includes(status))
      return new HubRepositoryError(repository, endpoint);
    if (status === 403) return new HubGatedError(repository, page);
    const answer = `${status} ${said || statusText}`.trim();
    if (status >= 500 || status === 429)
      return new HubUnreachableError(url, `it answers ${answer}`);
    return new HubAnswerError(url, answer);
  }

  return {
    async ask(path, headers = {}) {
      const url = `${endpoint}/${path}`;
      const authorization = token && { authorization: `Bearer ${token}` };
      const answer = await fetch(url, { headers: { ...headers, ...authorization } }).catch(
        (error: Error) => {
          throw new HubUnreachableError(url, reasonOf(error), error);
        },
      );
      if (answer.ok || answer.status === 416) return answer;
      await answer.body?.cancel();
      throw refusalOf(url, answer);
    },
  };
}

/** What fetch says is that it failed; why, is in the cause. */
export function reasonOf({ message, cause }: Error): string {
  const { code, message: inner } = (cause ?? {}) as { code?: string; message?: string };
  return inner || code || message;
}
