import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PixelRule } from '@selfsame/models';
import { openCache, type PictureCache } from '../data/cache.ts';
import { LabelsError } from '../errors.ts';
import { stratifiedSplit } from './split.ts';

/** Pictures of a cache with their classes as numbers, from 0; -1 is a class that the bank lacks. */
export interface LabelledPart {
  readonly cache: PictureCache;
  readonly indices: readonly number[];
  readonly labels: Int32Array;
}

/** Pictures to search among, and pictures to search by. */
export interface LabelledPictures {
  readonly bank: LabelledPart;
  readonly queries: LabelledPart;
  readonly classes: readonly string[];
  close(): void;
}

export interface LabelledOptions {
  readonly folder: string;
  readonly rule: PixelRule;
  readonly cacheRoot: string;
  /** Of the split of a folder that has no `train` and `test`. */
  readonly seed: number;
  /** At most this many pictures, or, with `train` and `test`, of each. */
  readonly limit?: number;
  /** Look at hidden files and folders too. */
  readonly hidden?: boolean;
}

/**
 * Opens a labelled folder: its `train` and `test` folders where it has them, else one fifth of each
 * class is taken out to search by.
 * @throws {LabelsError} where there are fewer than two classes, or none in common
 */
export async function openLabelled(options: LabelledOptions): Promise<LabelledPictures> {
  const { folder, seed } = options;
  const open = (part: string) => openCache({ ...options, folder: join(folder, part), minimum: 1 });

  if (existsSync(join(folder, 'train')) && existsSync(join(folder, 'test'))) {
    const bank = await open('train');
    const queries = await open('test');
    return assemble(folder, whole(bank), whole(queries));
  }
  const cache = await open('');
  const { bank, queries } = stratifiedSplit(cache.labels, seed);
  return assemble(folder, { cache, indices: bank }, { cache, indices: queries });
}

type Share = Omit<LabelledPart, 'labels'>;

const whole = (cache: PictureCache): Share => ({ cache, indices: [...cache.labels.keys()] });

function assemble(folder: string, bank: Share, queries: Share): LabelledPictures {
  const namesOf = ({ cache, indices }: Share) => indices.map((i) => cache.labels[i]!);
  const classes = [...new Set(namesOf(bank))].sort();
  if (classes.length < 2) throw new LabelsError(folder, 'they are all of one class');
  const numbers = new Map(classes.map((name, i) => [name, i]));
  const labelled = (part: Share): LabelledPart => ({
    ...part,
    labels: Int32Array.from(namesOf(part), (name) => numbers.get(name) ?? -1),
  });
  const result = { bank: labelled(bank), queries: labelled(queries), classes };
  if (result.queries.labels.every((label) => label < 0)) {
    throw new LabelsError(folder, 'no picture to search by is of a class that the bank has');
  }
  const caches = new Set([bank.cache, queries.cache]);
  return {
    ...result,
    close() {
      for (const cache of caches) cache.close();
    },
  };
}
