import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleExistsError, BundleInvalidError, FolderUnwritableError } from '../errors/files.ts';
import { removeLeft, unfinished } from '../files/unfinished.ts';
import {
  type Bundle,
  cardFile,
  checkpointFile,
  dataFile,
  graphFile,
  type ModelCard,
  modelCardSchema,
  problemsOf,
  textDataFile,
  textFile,
  tokenizerFile,
} from './card.ts';
import { digestOf } from './digest.ts';
import { listFolders } from './list.ts';
import { readBundle } from './read.ts';

/** What is said about a bundle before it is published. */
export type BundleDraft = Omit<
  ModelCard,
  'format' | 'version' | 'graph' | 'checkpoint' | 'text' | 'created'
> & {
  /** Left out: the next free one. */
  readonly version?: string;
};

/** Fills an empty file, given its descriptor. */
type WriteFile = (fd: number) => void;

/** What lies beside the graph. */
export interface FilesBeside {
  /** What training can go on from. */
  readonly checkpoint?: WriteFile;
  /** The numbers that the graph names `encoder.onnx_data` for. */
  readonly data?: WriteFile | undefined;
  readonly text?: TextBeside | undefined;
}

/** A text tower, and what model.json tells of it beside its files. */
export interface TextBeside {
  readonly about: Omit<NonNullable<ModelCard['text']>, 'graph' | 'tokenizer'>;
  readonly graph: WriteFile;
  /** The numbers that its graph names `text.onnx_data` for. */
  readonly data: WriteFile | undefined;
  readonly tokenizer: WriteFile;
}

/**
 * Publishes an encoder as `<root>/<name>/<version>`: all of it appears at once, by rename, and
 * only after it has reached the disk. What is published already is never overwritten.
 * @param graph the bytes of an ONNX file: `pixels` uint8 [N,H,W,3] to `embedding` float32 [N,D]
 * @throws {BundleInvalidError | BundleExistsError | FolderUnwritableError}
 */
export async function publishBundle(
  root: string,
  draft: BundleDraft,
  graph: Uint8Array,
  beside: FilesBeside = {},
): Promise<Bundle> {
  for (;;) {
    const card = makeCard(
      root,
      draft,
      draft.version ?? (await nextVersion(root, draft.name)),
      graph,
    );
    const dir = join(root, card.name, card.version);
    const isPlaced = await place(dir, card, graph, beside).catch((error: NodeJS.ErrnoException) => {
      throw error.syscall === undefined ? error : new FolderUnwritableError(root, error);
    });
    if (isPlaced) return readBundle(dir);
    // Without a version of its own, another publisher was faster: the next number is free.
    if (draft.version !== undefined) throw new BundleExistsError(dir);
  }
}

function makeCard(root: string, draft: BundleDraft, version: string, graph: Uint8Array): ModelCard {
  const parsed = modelCardSchema.safeParse({
    format: 1,
    ...draft,
    version,
    created: new Date().toISOString(),
    graph: {
      file: graphFile,
      sha256: createHash('sha256').update(graph).digest('hex'),
      bytes: graph.length,
    },
  });
  if (!parsed.success) throw new BundleInvalidError(root, problemsOf(parsed.error));
  return parsed.data;
}

async function nextVersion(root: string, name: string): Promise<string> {
  const taken = (await listFolders(join(root, name))).map(Number).filter(Number.isInteger);
  return String(Math.max(0, ...taken) + 1);
}

const beginning = '.publishing-';

/** @returns false if the folder exists already */
async function place(
  dir: string,
  card: ModelCard,
  graph: Uint8Array,
  beside: FilesBeside,
): Promise<boolean> {
  const parent = join(dir, '..');
  await mkdir(parent, { recursive: true });
  // Not mkdtemp, whose folders only their owner can read: a server may run as another user.
  const temporary = join(parent, `${beginning}${randomUUID()}`);
  const remove = unfinished(temporary);
  try {
    removeLeft(parent, beginning);
    await mkdir(temporary);
    await writeFile(join(temporary, graphFile), graph, { flush: true });
    const whole = await withFiles(temporary, card, beside);
    const text = `${JSON.stringify(whole, null, 2)}\n`;
    await writeFile(join(temporary, cardFile), text, { flush: true });
    await syncFolder(temporary);
    const isPlaced = await rename(temporary, dir).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code ?? '')) return false;
        throw error;
      },
    );
    if (isPlaced) await syncFolder(parent);
    return isPlaced;
  } finally {
    remove();
    // Where nothing came of it, nothing stays; a folder with bundles in it is not removed by this.
    await rmdir(parent).catch(() => {});
  }
}

/** Writes what lies beside the graph. @returns the description that tells of it too */
async function withFiles(
  dir: string,
  card: ModelCard,
  { checkpoint, data, text }: FilesBeside,
): Promise<ModelCard> {
  const more = {
    ...(data && { graph: { ...card.graph, data: await keep(dir, dataFile, data) } }),
    ...(checkpoint && { checkpoint: await keep(dir, checkpointFile, checkpoint) }),
    ...(text && { text: await keepText(dir, text) }),
  };
  // For the order of its keys: people read it too, and golden vectors are long.
  return modelCardSchema.parse({ ...card, ...more });
}

async function keepText(dir: string, { about, graph, data, tokenizer }: TextBeside) {
  const kept = await keep(dir, textFile, graph);
  return {
    graph: { ...kept, ...(data && { data: await keep(dir, textDataFile, data) }) },
    tokenizer: await keep(dir, tokenizerFile, tokenizer),
    ...about,
  };
}

async function keep<Name extends string>(dir: string, file: Name, write: WriteFile) {
  const path = join(dir, file);
  const handle = await open(path, 'wx');
  try {
    write(handle.fd);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { file, ...(await digestOf(path)) };
}

/** Makes the names in a folder durable. Windows has no such call, and needs none. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
