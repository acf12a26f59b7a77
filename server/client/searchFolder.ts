import {
  findBundle,
  modelName,
  printable,
  readPicture,
  SelfsameError,
  scanFolder,
} from '@selfsame/models';
import { openAlone } from './alone.ts';
import { createProgress, noProgress } from './progress.ts';

export interface FolderSearch {
  readonly model: string;
  /** Folders of bundles. */
  readonly models: readonly string[];
  readonly folder: string;
  readonly k: number;
  readonly minScore: number | undefined;
  /** Whether only the answer is wanted. */
  readonly quiet: boolean;
}

/** Best first. */
export interface Found {
  readonly results: readonly { readonly id: string; readonly score: number }[];
}

/** Compares a picture with all pictures in a folder. What cannot be read is named and left out. */
export async function searchFolder(
  picture: string,
  { model, models, folder, k, minScore = -1, quiet }: FolderSearch,
): Promise<Found & { readonly model: string; readonly considered: number }> {
  const bundle = await findBundle(models, model);
  const { pictures, leftOut } = scanFolder(folder, { hidden: false });
  const alone = await openAlone(bundle);
  const name = (path: string, reason: string) =>
    console.error(`left out: ${printable(path)}: ${printable(reason)}`);
  if (!quiet) for (const { path, message } of leftOut) name(path, message);
  const progress = quiet ? noProgress : createProgress(process.stderr, 'embedding', 'pictures');
  const results: { id: string; score: number }[] = [];
  let considered = 0;
  try {
    const wanted = await alone.embed(await readPicture(picture));
    for (const [i, { path, place }] of pictures.entries()) {
      try {
        const score = dot(wanted, await alone.embed(await readPicture(place)));
        considered++;
        if (score >= minScore) results.push({ id: path, score });
      } catch (error) {
        if (!(error instanceof SelfsameError)) throw error;
        name(path, error.message);
      }
      progress.update(i + 1, pictures.length);
    }
  } finally {
    progress.stop();
    await alone.close();
  }
  results.sort((a, b) => b.score - a.score);
  return { model: modelName(bundle.card), considered, results: results.slice(0, k) };
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
