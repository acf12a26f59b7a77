import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  BundleCorruptError,
  BundleInvalidError,
  BundleNotFoundError,
  BundleUnreadableError,
} from '../errors/files.ts';
import { kindOf } from '../files/kind.ts';
import {
  type Bundle,
  cardFile,
  dataFile,
  graphFile,
  type ModelCard,
  modelCardSchema,
  problemsOf,
} from './card.ts';
import { damageOf, type FileDigest } from './digest.ts';
import { isMissing } from './missing.ts';

const maxCardBytes = 16 * 1024 * 1024;

/**
 * Reads a bundle's folder and checks its description and its graph.
 * @throws {BundleNotFoundError | BundleUnreadableError | BundleInvalidError | BundleCorruptError}
 */
export async function readBundle(folder: string): Promise<Bundle> {
  const dir = resolve(folder);
  const card = await readCard(dir);
  const graphPath = join(dir, graphFile);
  await checkGraph(graphPath, card.graph);
  const { graph, tokenizer } = card.text ?? {};
  for (const file of [graph, graph?.data, tokenizer])
    if (file) await checkFile(join(dir, file.file), file);
  return { dir, card, graphPath };
}

/**
 * Sees that a graph, and the numbers beside it, are those that the description was written for.
 * @throws {BundleCorruptError | BundleUnreadableError}
 */
export async function checkGraph(graphPath: string, graph: ModelCard['graph']): Promise<void> {
  await checkFile(graphPath, graph);
  if (graph.data) await checkFile(join(dirname(graphPath), dataFile), graph.data);
}

async function readCard(dir: string): Promise<ModelCard> {
  const path = join(dir, cardFile);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (isMissing(error)) throw new BundleNotFoundError(dir, dir, []);
    throw new BundleUnreadableError(path, error);
  });
  // To open a pipe would wait for good, and a device may have no end.
  if (!found.isFile()) throw new BundleInvalidError(dir, [`${cardFile} is ${kindOf(found)}`]);
  if (found.size > maxCardBytes) throw new BundleInvalidError(dir, [`${cardFile} is too large`]);
  const parsed = modelCardSchema.safeParse(await readJson(dir, path));
  if (!parsed.success) throw new BundleInvalidError(dir, problemsOf(parsed.error));
  return parsed.data;
}

async function readJson(dir: string, path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new BundleUnreadableError(path, error);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = `${cardFile}: ${(error as Error).message}`;
    throw new BundleInvalidError(dir, [problem], error);
  }
}

async function checkFile(path: string, wanted: FileDigest): Promise<void> {
  const damage = await damageOf(path, wanted).catch((error: Error) => {
    if (isMissing(error)) throw new BundleCorruptError(path, error.message, error);
    throw new BundleUnreadableError(path, error);
  });
  if (damage !== undefined) throw new BundleCorruptError(path, damage);
}
