import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mapInOrder } from '../../trainer/data/mapInOrder.ts';
import { createProgress } from '../../trainer/progress.ts';
import { idOf } from './recall.ts';

const requestsAtOnce = 8;
const items = 'v1/collections/default/items';

/** Puts each picture into the index under its id. */
export async function indexPictures(url: string, folder: string, paths: readonly string[]) {
  await requestEach('index', paths, async (path) => {
    await send(`${url}/${items}/${idOf(path)}`, 'PUT', join(folder, path));
  });
}

/** @returns the ids of the ten nearest items of each picture, nearest first */
export function searchPictures(url: string, folder: string, paths: readonly string[]) {
  return requestEach('search', paths, async (path) => {
    const search = `${url}/v1/collections/default/search?k=10`;
    const answer = (await send(search, 'POST', join(folder, path))) as {
      results: { id: string }[];
    };
    return answer.results.map(({ id }) => id);
  });
}

async function requestEach<R>(
  label: string,
  paths: readonly string[],
  request: (path: string) => Promise<R>,
): Promise<R[]> {
  const progress = createProgress({ label, total: paths.length, unit: 'pictures' });
  const results: R[] = [];
  try {
    for await (const result of mapInOrder(paths, requestsAtOnce, request)) {
      progress.update(results.push(result));
    }
  } finally {
    progress.stop();
  }
  return results;
}

async function send(url: string, method: 'PUT' | 'POST', path: string): Promise<unknown> {
  const headers = { 'content-type': 'image/png' };
  const response = await fetch(url, { method, headers, body: await readFile(path) });
  if (!response.ok)
    throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
