import type { Encoder, Encoders } from '../../embed/Encoders.ts';
import type { CollectionRecord } from '../../store/contract/collections.ts';
import type { Store } from '../../store/contract/Store.ts';
import { type Compared, compareModels, usualSample } from './compareModels.ts';
import { judge, type Verdict } from './judge.ts';
import { samplePictures } from './sample.ts';
import { copiesBy, sideOf } from './side.ts';

export type Judged = Compared & { readonly verdict: Verdict };

export interface KeptOptions {
  /** Those that are searched by another model than the candidate; at least one. */
  readonly collections: readonly CollectionRecord[];
  readonly candidate: Encoder;
  /** Field of the metadata that is a picture's class. */
  readonly label: string | null;
  readonly signal: AbortSignal;
  /** Told how many pictures there will be, once it begins. */
  readonly onBegin: (total: number) => void;
  readonly onProgress: (done: number) => void;
}

/**
 * Compares a model, on kept pictures, with the one that the largest of collections is searched by.
 * @returns null where that one is not loaded
 * @throws {SampleTooSmallError}; what is the service's fault; the signal's reason
 */
export async function compareOnKept(
  { collections, candidate, label, signal, onBegin, onProgress }: KeptOptions,
  { store, encoders, width }: { store: Store; encoders: Encoders; width: () => number },
): Promise<Judged | null> {
  const [largest] = collections.toSorted((a, b) => b.items - a.items);
  const present = encoders.ofDigest(largest!.model!);
  if (present === undefined) return null;
  const same = collections.filter(({ model }) => model === present.digest);
  const pictures = same.reduce((sum, { items }) => sum + items, 0);
  onBegin(Math.min(usualSample, pictures));
  const names = same.map(({ name }) => name);
  const compared = await compareModels({
    present: sideOf(present),
    candidate: sideOf(candidate),
    pictures: samplePictures(store, names, usualSample, label),
    seed: 1,
    makeCopy: copiesBy(candidate),
    ...{ width, signal, onProgress },
  });
  return { ...compared, verdict: judge(compared.comparison) };
}
