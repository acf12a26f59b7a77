import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BundleCorruptError, BundleInvalidError, BundleNotFoundError } from '../errors/files.ts';
import {
  type Bundle,
  cardFile,
  graphFile,
  type ModelCard,
  modelCardSchema,
  problemsOf,
} from './card.ts';

const maxCardBytes = 16 * 1024 * 1024;

/**
 * Reads a bundle's folder and checks its description and its graph.
 * @throws {BundleNotFoundError | BundleInvalidError | BundleCorruptError}
 */
export async function readBundle(folder: string): Promise<Bundle> {
  const dir = resolve(folder);
  const card = await readCard(dir);
  const graphPath = join(dir, graphFile);
  await checkGraph(graphPath, card);
  return { dir, card, graphPath };
}

async function readCard(dir: string): Promise<ModelCard> {
  const path = join(dir, cardFile);
  const found = await stat(path).catch(() => null);
  if (!found) throw new BundleNotFoundError(dir, dir, []);
  if (found.size > maxCardBytes) throw new BundleInvalidError(dir, [`${cardFile} is too large`]);
  const parsed = modelCardSchema.safeParse(await readJson(dir, path));
  if (!parsed.success) throw new BundleInvalidError(dir, problemsOf(parsed.error));
  return parsed.data;
}

async function readJson(dir: string, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const problem = `${cardFile}: ${(error as Error).message}`;
    throw new BundleInvalidError(dir, [problem], error);
  }
}

async function checkGraph(path: string, card: ModelCard): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  } catch (error) {
    throw new BundleCorruptError(path, (error as Error).message, error);
  }
  if (bytes !== card.graph.bytes) {
    throw new BundleCorruptError(path, `it has ${bytes} bytes where ${card.graph.bytes} belong`);
  }
  if (hash.digest('hex') !== card.graph.sha256) {
    throw new BundleCorruptError(path, `its SHA-256 is not the one in ${cardFile}`);
  }
}
