import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { pino } from 'pino';
import supertest from 'supertest';
import {
  type Bundle,
  goldenPicture,
  listBundles,
  shippedModels,
  toVariable,
} from '../../models/index.ts';
import { createApp } from '../../server/app.ts';
import { loadConfig } from '../../server/config/load.ts';
import type { Caller } from '../../server/embed/caller.ts';
import { drain, listen } from '../../server/http/listen.ts';
import { type RunningServices, startServices } from '../../server/startServices.ts';
import { publishStandIn } from './standIn.ts';

/** A folder of the test file's own, removed at its end. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'selfsame-test-'));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The bundle that the tests serve: the shipped one; without any, the stand-in. Not to be changed. */
export async function testBundle(): Promise<Bundle> {
  const { bundles } = await listBundles(shippedModels);
  return bundles.at(-1) ?? publishStandIn(await temporaryFolder(), 'stand-in');
}

export interface TestServer {
  readonly bundle: Bundle;
  readonly services: RunningServices;
  readonly http: ReturnType<typeof supertest>;
  readonly url: string;
  /** The data folder. */
  readonly data: string;
  close(): Promise<void>;
}

/** The real app over real services, listening on a free port of 127.0.0.1. Settings in camel case. */
export async function startServer(
  options: {
    bundle?: Bundle;
    data?: string;
    settings?: Record<string, string | number | undefined>;
  } = {},
): Promise<TestServer> {
  const bundle = options.bundle ?? (await testBundle());
  const data = options.data ?? (await temporaryFolder());
  const settings = { model: bundle.dir, data, threads: 1, port: 0, ...options.settings };
  const config = loadConfig(
    [],
    Object.fromEntries(
      Object.entries(settings)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [toVariable(name), String(value)]),
    ),
  )!;
  const services = await startServices(config, pino({ level: 'silent' }));
  const { limits, metrics } = services;
  const { server, url } = await listen(createApp(services), config, limits, metrics);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await drain(server, limits.drainMs);
    await services.close();
  };
  after(close);
  return { bundle, services, http: supertest(url), url, data, close };
}

/** Somebody who waits for pictures. */
export const callerOf = (client: string, gone = new AbortController().signal): Caller => ({
  client,
  weight: 1,
  gone,
});

/** A generated picture, the same for the same seed: PNG. */
export const picture = (seed: number): Promise<Buffer> => goldenPicture(seed, 80, 60);

/** Waits for something that happens of itself; the test's own time limit ends it. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 5));
}

export interface ServerProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves to the URL once the server says it. Rejects if it ends before. */
  readonly url: Promise<string>;
  /** Resolves to the exit code, or the signal that ended it, and to what it wrote. */
  readonly ended: Promise<{ code: number | string; out: string; err: string }>;
}

/** The real command, as `npm start` runs it. */
export function startProcess(...flags: string[]): ServerProcess {
  return startWithin([], ...flags);
}

/** The real command, run by another one. */
export function startWithin(outer: readonly string[], ...flags: string[]): ServerProcess {
  const main = join(import.meta.dirname, '../../cli/main.ts');
  const [command, ...args] = [...outer, process.execPath, main, 'start', ...flags];
  const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  after(() => child.kill('SIGKILL'));
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], out, err]) => ({ code: (code ?? signal) as number | string, out, err }),
  );
  const url = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (piece) => {
      said += piece;
      const found = /(http:\/\/\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    ended.then(({ err }) => reject(new Error(err)));
  });
  url.catch(() => {});
  return { child, url, ended };
}
