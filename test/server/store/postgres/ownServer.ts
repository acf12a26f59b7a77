import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { said } from './database.ts';

/** The binaries of a server, which .ci/postgres names. */
export const binaries = process.env.TEST_POSTGRES_BIN;

export interface OwnServer {
  readonly url: string;
  /** As a crash does, without a word to anybody. */
  stop(): void;
  start(): void;
}

/** A server of the test file's own, to be stopped and started. */
export async function ownServer(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-postgres-'));
  // PostgreSQL refuses to be root's.
  const isRoot = process.getuid?.() === 0;
  const asNobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  if (isRoot) chownSync(folder, 65_534, 65_534);
  chmodSync(folder, 0o700);
  const run = (program: string, ...args: string[]) => {
    const [command, ...rest] = [...asNobody, join(binaries!, program), ...args];
    execFileSync(command!, rest, { cwd: folder, stdio: 'ignore' });
  };
  const data = join(folder, 'data');
  const port = await freePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const start = () =>
    run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start');
  const stop = () => run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  start();
  after(() => {
    stop();
    rmSync(folder, { recursive: true });
  });
  const url = `postgres://postgres:secret@127.0.0.1:${port}/postgres`;
  await said(url, 'CREATE EXTENSION vector');
  return { url, start, stop };
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
  return promise;
}
