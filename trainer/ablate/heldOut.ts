import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { openCache, type PictureCache } from '../data/cache.ts';
import { DatasetTooSmallError, LabelsError } from '../errors.ts';
import type { LabelledPart, LabelledPictures } from '../evaluate/labelled.ts';
import { stratifiedSplit } from '../evaluate/split.ts';
import { inputSize, pixelRule, sourceSize } from '../run/plan.ts';

/** Of the split; one for all runs, whatever their own seeds. */
const seed = 1;

/** Pictures to train on, and the same with labels to search among for others, which are held out. */
export interface HeldOut {
  readonly training: PictureCache;
  readonly labelled: LabelledPictures;
}

/**
 * Opens a labelled folder, of which a fifth of each class is held out. Where the folder has `train`
 * and `test`, all of it is from `train`: the test pictures stay unseen.
 * @param limit use at most this many pictures
 * @param minimum fewer to train on are an error
 * @throws {DatasetTooSmallError | LabelsError}
 */
export async function openHeldOut(
  config: Config,
  minimum: number,
  limit?: number,
): Promise<HeldOut> {
  const divided = ['train', 'test'].every((part) => existsSync(join(config.data, part)));
  const folder = divided ? join(config.data, 'train') : config.data;
  const open = (side: number) =>
    openCache({
      ...{ folder, rule: pixelRule(side, config), cacheRoot: config.cache, minimum },
      hidden: config.hidden,
      ...(limit !== undefined && { limit }),
    });
  // Views may be cut from larger pictures than those that the encoder sees whole.
  const [source, seen] = [await open(sourceSize(config)), await open(inputSize(config))];
  const classes = [...new Set(seen.labels)].sort();
  if (classes.length < 2) throw new LabelsError(folder, 'they are all of one class');
  const { bank, queries } = stratifiedSplit(seen.labels, seed);
  if (bank.length < minimum) throw new DatasetTooSmallError(folder, bank.length, minimum);
  const numbers = new Map(classes.map((name, i) => [name, i]));
  const part = (indices: readonly number[]): LabelledPart => ({
    ...{ cache: seen, indices },
    labels: Int32Array.from(indices, (i) => numbers.get(seen.labels[i]!)!),
  });
  return {
    training: partOf(source, bank),
    labelled: {
      ...{ bank: part(bank), queries: part(queries), classes },
      close() {
        source.close();
        seen.close();
      },
    },
  };
}

/** Some of the pictures of a cache, as a cache. */
function partOf(cache: PictureCache, indices: readonly number[]): PictureCache {
  const { source, paths, labels } = cache;
  const pick = (values: Uint32Array) => Uint32Array.from(indices, (i) => values[i]!);
  const hash = createHash('sha256').update(cache.digest);
  return {
    ...cache,
    count: indices.length,
    digest: hash.update(Uint32Array.from(indices)).digest('hex'),
    paths: indices.map((i) => paths[i]!),
    labels: indices.map((i) => labels[i]!),
    source: { ...source, slots: pick(source.slots), checksums: pick(source.checksums) },
    read: (chosen, into) =>
      cache.read(
        Array.from(chosen, (i) => indices[i]!),
        into,
      ),
  };
}
