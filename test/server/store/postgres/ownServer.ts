import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { mountTmpfs, umount } from '../../../chaos/store/tmpfs.ts';
import { childPids, procFile } from '../../../processes.ts';
import { said } from './database.ts';

/** The binaries of a server, which .ci/postgres names. */
export const binaries = process.env.TEST_POSTGRES_BIN;

export interface OwnServer {
  readonly url: string;
  /** As a crash does, without a word to anybody. */
  stop(): void;
  start(): void;
  /** `kill -9` of its first process, which ends the others. */
  kill(): Promise<void>;
  /** Leaves no room on its disk until it is freed. */
  fill(): void;
  free(): void;
  /** Why its disk is not one of its own, and so not to be filled; null if it is. */
  readonly unfillable: string | null;
}

/** A server of the test file's own, to be stopped and started. @param diskBytes of a disk of its own */
export async function ownServer(diskBytes?: number): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-postgres-'));
  const unfillable =
    diskBytes === undefined ? 'it has no disk of its own' : mountTmpfs(folder, diskBytes);
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
    if (unfillable === null) umount(folder);
    rmSync(folder, { recursive: true });
  });
  const url = `postgres://postgres:secret@127.0.0.1:${port}/postgres`;
  await said(url, 'CREATE EXTENSION vector');
  const ballast = join(folder, 'ballast');
  return {
    ...{ url, start, stop, unfillable },
    async kill() {
      const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      const all = [pid, ...(childPids('', pid) ?? [])];
      process.kill(pid, 'SIGKILL');
      // They end by themselves once the first one is gone; another one is not started before.
      while (all.some((one) => procFile(`${one}/stat`) !== '')) await sleep(10);
    },
    fill() {
      const piece = new Uint8Array(2 ** 20);
      for (const size of [2 ** 20, 2 ** 12])
        try {
          for (;;) appendFileSync(ballast, piece.subarray(0, size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
    },
    free: () => rmSync(ballast),
  };
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
  return promise;
}
