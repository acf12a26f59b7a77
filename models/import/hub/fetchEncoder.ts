import { dirname, join, normalize } from 'node:path/posix';
import { externalFiles } from '../data.ts';
import { graphPlaces, settingsFiles } from '../findSource.ts';
import { readModel } from '../readModel.ts';
import { type Hub, openHub } from './ask.ts';
import { openHubCache } from './cache.ts';
import type { HubEnvironment } from './environment.ts';
import { HubGraphError, HubOfflineError } from './errors.ts';
import { fetchFile } from './fetchFile.ts';
import type { HubReference } from './reference.ts';
import { type HubFile, type HubRepository, readRepository } from './repository.ts';

export interface FetchOptions {
  readonly reference: HubReference;
  readonly environment: HubEnvironment;
  readonly say: (line: string) => void;
  /** In bytes; the total grows where a graph turns out to have its numbers in other files. */
  readonly onProgress: (done: number, total: number) => void;
}

/** An encoder that lies in the cache. */
export interface FetchedEncoder {
  readonly graphPath: string;
  /** hf:<owner>/<repository>@<commit>/<path> */
  readonly origin: string;
  readonly licence: string | undefined;
}

/**
 * Fetches what an import needs of a repository, and nothing else: a graph, the files that its numbers
 * are in, and what says how pictures are prepared for it.
 * @throws {SelfsameError}
 */
export async function fetchEncoder(options: FetchOptions): Promise<FetchedEncoder> {
  const { reference, environment, say } = options;
  if (environment.isOffline) throw new HubOfflineError(environment.cache);
  const hub = openHub(environment, reference);
  const { repository } = reference;
  const found = await readRepository(hub, reference);
  const { commit, files, licence } = found;
  const origin = `hf:${repository}@${commit}`;
  say(`${origin}:`);
  say(`  licence     ${licence ?? 'none'}, says the card at ${environment.endpoint}/${repository}`);
  const graph = graphOf(reference, found);
  const fetch = fetcher(hub, options, commit);
  const graphPath = await fetch([graph, ...settingsOf(graph, files)]);
  const beside = externalFiles(readModel(graphPath))
    .map((location) => files.get(normalize(join(dirname(graph.path), location))))
    .filter((file) => file !== undefined);
  if (beside.length > 0) await fetch(beside);
  return { graphPath, origin: `${origin}/${graph.path}`, licence };
}

/** @throws {HubGraphError} */
function graphOf({ repository, graph }: HubReference, { files }: HubRepository): HubFile {
  const places = graph === undefined ? graphPlaces : [graph];
  const place = places.find((one) => files.has(one));
  if (place !== undefined) return files.get(place)!;
  const others = [...files.keys()].filter((path) => path.endsWith('.onnx'));
  throw new HubGraphError(repository, places, others);
}

/** Beside the graph, and in the folder that its own is in. */
function settingsOf({ path }: HubFile, files: HubRepository['files']): HubFile[] {
  const folders = new Set([dirname(path), dirname(dirname(path))]);
  return [...folders]
    .flatMap((folder) => settingsFiles.map((name) => files.get(join(folder, name))))
    .filter((file) => file !== undefined);
}

/** @returns fetches files, and gives the path of the first of them */
function fetcher(
  hub: Hub,
  { reference, environment, onProgress }: FetchOptions,
  commit: string,
): (files: readonly HubFile[]) => Promise<string> {
  const cache = openHubCache(environment.cache, reference);
  let [before, total] = [0, 0];
  return async (files) => {
    total += files.reduce((sum, { bytes }) => sum + bytes, 0);
    const paths: string[] = [];
    for (const file of files) {
      const path = `${reference.repository}/resolve/${commit}/${encoded(file.path)}`;
      await fetchFile(hub, cache, path, file, (bytes) => onProgress(before + bytes, total));
      paths.push(await cache.link(commit, file));
      before += file.bytes;
    }
    await cache.note(commit);
    return paths[0]!;
  };
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
