import { basename, dirname, join, normalize } from 'node:path/posix';
import { externalFiles } from '../data.ts';
import { TextMissingError } from '../errors.ts';
import { graphPlaces, settingsFiles } from '../findSource.ts';
import { readModel } from '../readModel.ts';
import { textGraphNames, textSettingsFiles, tokenizerFile } from '../text/findText.ts';
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
  /** Whether the graph for texts is wanted too, and what makes tokens of them. */
  readonly withText?: boolean;
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
  const { graphs: ofText, others } = options.withText
    ? textOf(repository, graph, files)
    : { graphs: [], others: [] };
  const graphs = [graph, ...ofText];
  const paths = await fetch([...graphs, ...besideOf(graph, files, settingsFiles), ...others]);
  for (const [i, { path }] of graphs.entries()) {
    const beside = externalFiles(readModel(paths[i]!))
      .map((location) => files.get(normalize(join(dirname(path), location))))
      .filter((file) => file !== undefined);
    await fetch(beside);
  }
  return { graphPath: paths[0]!, origin: `${origin}/${graph.path}`, licence };
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
function besideOf(
  { path }: HubFile,
  files: HubRepository['files'],
  names: readonly string[],
): HubFile[] {
  const folders = new Set([dirname(path), dirname(dirname(path))]);
  return [...folders]
    .flatMap((folder) => names.map((name) => files.get(join(folder, name))))
    .filter((file) => file !== undefined);
}

/** @throws {TextMissingError} before anything is fetched */
function textOf(repository: string, graph: HubFile, files: HubRepository['files']) {
  const names = textGraphNames(graph.path);
  const found = names.map((name) => files.get(join(dirname(graph.path), name))).find(Boolean);
  const tokenizer = besideOf(graph, files, [tokenizerFile]);
  const where = `${repository}/${graph.path}`;
  if (found === undefined || found === graph) throw new TextMissingError(where, names);
  if (tokenizer.length === 0) throw new TextMissingError(where, [tokenizerFile]);
  const settings = besideOf(graph, files, textSettingsFiles);
  const others = settings.filter(({ path }) => !settingsFiles.includes(basename(path)));
  return { graphs: [found], others: [...tokenizer, ...others] };
}

/** @returns fetches files, and gives their paths */
function fetcher(
  hub: Hub,
  { reference, environment, onProgress }: FetchOptions,
  commit: string,
): (files: readonly HubFile[]) => Promise<readonly string[]> {
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
    return paths;
  };
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
