import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobAnswer } from '../../../server/client/jobs.ts';

const main = join(import.meta.dirname, '../../../cli/main.ts');

/** `selfsame index`, as it runs in a terminal. */
export function spawnIndex(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [main, 'index', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_package_name: undefined },
  });
  after(() => child.kill('SIGKILL'));
  return child;
}

/** The same, to its end. */
export async function index(...args: string[]) {
  const child = spawnIndex(...args);
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: code as number, out, err };
}

/** Paths of the files below a folder whose names end so, in order. */
export async function pathsIn(folder: string, ending = '.png'): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

/** What a server has, asked over HTTP. */
export function serverAt(url: string) {
  const get = async (path: string) => {
    const answer = await fetch(`${url}${path}`);
    return { status: answer.status, body: await answer.text() };
  };
  return {
    async ids(collection: string): Promise<string[]> {
      const ids: string[] = [];
      for (let cursor = ''; ; ) {
        const path = `/v1/collections/${collection}/items?limit=1000${cursor}`;
        const page = JSON.parse((await get(path)).body);
        ids.push(...page.data.map(({ id }: { id: string }) => id));
        if (page.next == null) return ids.sort();
        cursor = `&cursor=${page.next}`;
      }
    },
    /** An item with its vector. */
    async item(collection: string, id: string) {
      const path = `/v1/collections/${collection}/items/${encodeURIComponent(id)}?include=vector`;
      return JSON.parse((await get(path)).body);
    },
    /** How many pictures the encoder has embedded since the server started. */
    async embedded(): Promise<number> {
      const { body } = await get('/metrics');
      return Number(/^selfsame_batch_pictures_sum (\d+)/m.exec(body)![1]);
    },
    /** The job of indexing a folder, to its end. */
    async job(collection: string, body: object): Promise<JobAnswer> {
      const answer = await fetch(`${url}/v1/collections/${collection}/jobs`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      let job = (await answer.json()) as JobAnswer;
      while (job.state === 'running') {
        await sleep(20);
        job = JSON.parse((await get(`/v1/jobs/${job.id}`)).body);
      }
      return job;
    },
  };
}
