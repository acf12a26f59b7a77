import { type Bundle, findBundle, modelFolders } from '@selfsame/models';
import { openCache, type PictureCache } from '../data/cache.ts';
import { partOf } from '../data/part.ts';
import { sumsOf } from '../data/sums.ts';
import { FewPicturesError, LabelsError } from '../errors.ts';
import { holdOut } from '../judge/holdOut.ts';

/** Fewer pictures tell nothing. */
const fewest = 10;
/** Of fewer pictures than this, more than the tenth that runs hold out are measured by. */
const [few, shareOfFew] = [250, 0.2];

export interface SubjectOptions {
  readonly model: string;
  readonly data: string;
  readonly models: string;
  readonly cache: string;
  readonly label?: 'folder' | undefined;
  readonly limit?: number | undefined;
  readonly hidden: boolean;
  readonly seed: number;
}

/** A bundle that another one is made of, and pictures as its encoder sees them. */
export interface Subject {
  readonly bundle: Bundle;
  readonly all: PictureCache;
  /** To learn from. */
  readonly fitted: PictureCache;
  /** To measure by. */
  readonly heldOut: PictureCache;
  close(): void;
}

/** @param limit that is usual for the command; @throws {SelfsameError} */
export async function openSubject(options: SubjectOptions, limit: number): Promise<Subject> {
  const { model, data, models, cache: cacheRoot, label, hidden, seed } = options;
  const bundle = await findBundle([...new Set([models, ...modelFolders()])], model);
  const rule = bundle.card.input;
  const read = { rule, cacheRoot, minimum: 1, limit: options.limit ?? limit, hidden };
  const all = await openCache({ ...read, folder: data });
  console.error(sumsOf(all));
  if (all.count < fewest) {
    all.close();
    throw new FewPicturesError(data, all.count, fewest);
  }
  if (label !== undefined && new Set(all.labels).size < 2) {
    all.close();
    throw new LabelsError(data, 'they are all of one class');
  }
  const { count } = all;
  const held = count < few ? Math.round(shareOfFew * count) : undefined;
  const division = holdOut({ heldOut: held, batch: 2, seed, data }, count);
  return {
    ...{ bundle, all },
    fitted: partOf(all, division.trained),
    heldOut: partOf(all, division.heldOut),
    close: all.close,
  };
}
