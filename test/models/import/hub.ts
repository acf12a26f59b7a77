import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

const hashOf = (name: string, ...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash(name)).digest('hex');
export const sha256Of = (bytes: Uint8Array) => hashOf('sha256', bytes);
export const gitOf = (bytes: Uint8Array) => hashOf('sha1', `blob ${bytes.length}\0`, bytes);

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const commit = '0123456789abcdef0123456789abcdef01234567';
export const repository = 'owner/encoder';

/** A hub with one repository, whose large files are on another host. */
export interface TestHub {
  readonly endpoint: string;
  /** Paths that were asked for, of both hosts, and with which token and range. */
  readonly asked: {
    path: string;
    authorization?: string | undefined;
    range?: string | undefined;
  }[];
  /** The next answer with a large file breaks off after so many bytes. */
  breakAfter: number | undefined;
  /** Headers and status of a refusal in the place of every file. */
  refusal:
    | { readonly status: number; readonly code: string; readonly message?: string }
    | undefined;
}

/**
 * @param files by path, those of `large` by SHA-256 and by way of a redirect
 * @param served what comes for a file in the place of what the hub describes
 */
export async function startHub(
  files: Readonly<Record<string, Uint8Array>>,
  large: readonly string[],
  served: Readonly<Record<string, Uint8Array>> = {},
): Promise<TestHub> {
  const note = ({ url, headers: { authorization, range } }: IncomingMessage) =>
    hub.asked.push({ path: url!, authorization, range });
  const contentOf = (path: string) => served[path] ?? files[path]!;

  const store = await serve((request, response) => {
    note(request);
    const bytes = contentOf(decodeURIComponent(request.url!.slice(1)));
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const start = Number(from ?? 0);
    if (from !== undefined && start >= bytes.length) return response.writeHead(416).end();
    const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    const length = { 'content-length': bytes.length - start };
    response.writeHead(
      from === undefined ? 200 : 206,
      from === undefined ? length : { ...length, ...range },
    );
    const { breakAfter } = hub;
    hub.breakAfter = undefined;
    if (breakAfter === undefined) return response.end(bytes.subarray(start));
    response.write(bytes.subarray(start, start + breakAfter), () => response.destroy());
  });

  const endpoint = await serve((request, response) => {
    note(request);
    const { pathname } = new URL(request.url!, 'http://hub');
    const refuse = (status: number, code: string, message = '') =>
      response.writeHead(status, { 'x-error-code': code, 'x-error-message': message }).end();
    if (!pathname.includes(repository)) return refuse(401, 'RepoNotFound');
    const [, revision] = /^\/api\/models\/owner\/encoder\/revision\/(.+)$/.exec(pathname) ?? [];
    if (revision === 'none') return refuse(404, 'RevisionNotFound');
    if (revision === 'page') return response.end('<html>Log in to the network</html>');
    if (revision !== undefined) return response.end(JSON.stringify(described()));
    const { refusal } = hub;
    if (refusal) return refuse(refusal.status, refusal.code, refusal.message);
    const path = decodeURIComponent(pathname.replace(`/${repository}/resolve/${commit}/`, ''));
    if (!large.includes(path)) return response.end(contentOf(path));
    response.writeHead(302, { location: `${store}/${encodeURIComponent(path)}` }).end();
  });

  const described = () => ({
    id: repository,
    sha: commit,
    cardData: { license: 'apache-2.0' },
    siblings: Object.entries(files).map(([rfilename, bytes]) => ({
      ...{ rfilename, size: bytes.length, blobId: gitOf(bytes) },
      ...(large.includes(rfilename) && { lfs: { sha256: sha256Of(bytes), size: bytes.length } }),
    })),
  });
  const hub: TestHub = { endpoint, asked: [], breakAfter: undefined, refusal: undefined };
  return hub;
}
