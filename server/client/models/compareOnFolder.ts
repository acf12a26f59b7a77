import {
  type Bundle,
  evenly,
  type FoundFile,
  labelsOf,
  modelName,
  pictureLimits,
  printable,
  readPicture,
  SelfsameError,
  scanFolder,
} from '@selfsame/models';
import { makeCopy, previewRule } from '../../embed/decode/copy.ts';
import { CommandError } from '../../errors/start.ts';
import {
  type Compared,
  compareModels,
  type SamplePicture,
} from '../../models/compare/compareModels.ts';
import type { Side } from '../../models/compare/side.ts';
import { type Alone, openAlone } from '../alone.ts';
import { createProgress } from '../progress.ts';

export interface FolderComparison {
  readonly present: Bundle;
  readonly candidate: Bundle;
  readonly folder: string;
  /** What tells a picture's class, if anything does. */
  readonly label?: 'folder' | undefined;
  readonly limit: number;
  readonly seed: number;
}

/** A file of the sample. */
type Labelled = FoundFile & { readonly label: string | null };

/**
 * Compares two bundles on an even sample of the pictures in a folder, in this process. What cannot be
 * read is named and left out.
 * @throws {SelfsameError}
 */
export async function compareOnFolder(asked: FolderComparison): Promise<Compared> {
  const { present, candidate, seed } = asked;
  const files = sampleOf(asked);
  const name = (path: string, { message }: SelfsameError) =>
    console.error(`left out: ${printable(path)}: ${printable(message)}`);
  const first = await openAlone(present);
  // Beside itself, a model is loaded once.
  const second =
    candidate.dir === present.dir
      ? first
      : await openAlone(candidate).catch(async (error) => {
          await first.close();
          throw error;
        });
  const progress = createProgress(process.stderr, 'comparing', 'pictures');
  try {
    return await compareModels({
      present: sideOf(present, first),
      candidate: sideOf(candidate, second),
      pictures: read(files, name),
      limit: files.length,
      seed,
      makeCopy: async (picture) => (await makeCopy(picture, previewRule, pictureLimits)).bytes,
      signal: new AbortController().signal,
      onProgress: (done) => progress.update(done, files.length),
      onLeftOut: name,
    });
  } finally {
    progress.stop();
    await first.close();
    if (second !== first) await second.close();
  }
}

const sideOf = ({ card }: Bundle, alone: Alone): Side => ({
  name: modelName(card),
  embed: (picture) => alone.embed(picture),
});

/** Evenly spaced, so that every class keeps its share. */
function sampleOf({ folder, label, limit }: FolderComparison): Labelled[] {
  const pictures = scan(folder);
  const labels = label === undefined ? [] : labelsOf(pictures.map(({ path }) => path));
  return Array.from(evenly(pictures.length, limit), (i) => ({
    ...pictures[i]!,
    // A picture that lies in no folder has no class.
    label: labels[i] || null,
  }));
}

function scan(folder: string): readonly FoundFile[] {
  try {
    return scanFolder(folder, { hidden: false }).pictures;
  } catch (error) {
    const problem = `There are no pictures to compare on: ${(error as Error).message}`;
    throw new CommandError(problem, 'Name a folder of pictures with --data.', error);
  }
}

async function* read(
  files: readonly Labelled[],
  leaveOut: (path: string, error: SelfsameError) => void,
): AsyncGenerator<SamplePicture> {
  for (const { path, place, label } of files) {
    try {
      yield { id: path, bytes: Buffer.from(await readPicture(place)), label };
    } catch (error) {
      if (!(error instanceof SelfsameError)) throw error;
      leaveOut(path, error);
    }
  }
}
