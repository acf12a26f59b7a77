import { join } from 'node:path';
import type { PixelRule } from '@selfsame/models';
import { openCache, type PictureCache } from '../data/cache.ts';
import { scanPictures } from '../data/scan.ts';
import { LabelsError } from '../errors.ts';
import { type Assigned, assignLabels, isIn } from './labels/assign.ts';
import { some } from './labels/some.ts';
import { stratifiedSplit } from './split.ts';

/** Pictures of a cache with their classes as numbers, from 0; -1 of those that have none. */
export interface LabelledPart {
  readonly cache: PictureCache;
  readonly indices: readonly number[];
  readonly labels: Int32Array;
}

/** Pictures to search among, and pictures to search by: none of the latter where there are no classes. */
export interface LabelledPictures {
  readonly bank: LabelledPart;
  readonly queries: LabelledPart;
  readonly classes: readonly string[];
  close(): void;
}

/** The same, and what was found and decided, for people. */
export interface OpenedPictures extends LabelledPictures {
  readonly notes: readonly string[];
}

export interface LabelledOptions {
  readonly folder: string;
  /** `folders`, `none`, or a CSV file with path and label; left out: folders, where they tell classes. */
  readonly labels?: string | undefined;
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
 * Opens pictures to measure by: the `train` and `test` folders of a labelled folder, where it has
 * them, else one fifth of each class is taken out to search by. No picture is searched by that is
 * also among those that are searched, to the byte, and none of a class that is not there.
 * @throws {LabelsError | LabelFileError} where there are no classes and somebody said that there are
 */
export async function openLabelled(options: LabelledOptions): Promise<OpenedPictures> {
  const { folder, labels, hidden = false } = options;
  if (labels === 'none') return openUnlabelled(options, []);
  const paths = scanPictures(folder, { hidden }).files.map(({ path }) => path);
  const assigned = assignLabels(folder, paths, labels);
  try {
    if (assigned) return await openAssigned(options, assigned);
    if (paths.length > 0)
      return await openUnlabelled(options, [told('its folders tell no classes')]);
  } catch (error) {
    // Folders that were only a guess.
    if (labels !== undefined || !(error instanceof LabelsError)) throw error;
    return openUnlabelled(options, [told(error.reason)]);
  }
  return openUnlabelled(options, []);
}

const told = (reason: string) =>
  `measured without classes, for ${reason} (--labels <file.csv> names them)`;

async function openUnlabelled(
  { folder, rule, cacheRoot, limit, hidden = false }: LabelledOptions,
  notes: readonly string[],
): Promise<OpenedPictures> {
  const cache = await openCache({
    ...{ folder, rule, cacheRoot, minimum: 1, hidden },
    ...(limit !== undefined && { limit }),
  });
  const part = (indices: readonly number[]): LabelledPart => ({
    ...{ cache, indices },
    labels: new Int32Array(indices.length).fill(-1),
  });
  const bank = part([...cache.paths.keys()]);
  return { bank, queries: part([]), classes: [], notes, close: cache.close };
}

async function openAssigned(
  options: LabelledOptions,
  { halves, labels, notes }: Assigned,
): Promise<OpenedPictures> {
  const { folder, rule, cacheRoot, seed, limit, hidden = false } = options;
  const open = (below: string) => {
    const start = below === '' ? 0 : below.length + 1;
    const own = [...labels.keys()].filter((path) => below === '' || isIn(below, path));
    if (own.length === 0) throw new LabelsError(folder, `no picture in ${below} has a class`);
    return openCache({
      ...{ folder: join(folder, below), rule, cacheRoot, minimum: 1, hidden },
      only: new Set(own.map((path) => path.slice(start))),
      ...(limit !== undefined && { limit }),
    });
  };
  const shareOf = (cache: PictureCache, below: string): Share => {
    const names = cache.paths.map((path) => labels.get(below === '' ? path : `${below}/${path}`)!);
    return { cache, names, indices: [...names.keys()] };
  };
  if (halves) {
    const [bank, queries] = [await open(halves.bank), await open(halves.queries)];
    return assemble(folder, shareOf(bank, halves.bank), shareOf(queries, halves.queries), notes);
  }
  const all = shareOf(await open(''), '');
  const { bank, queries } = stratifiedSplit(all.names, seed);
  return assemble(folder, { ...all, indices: bank }, { ...all, indices: queries }, notes);
}

interface Share extends Omit<LabelledPart, 'labels'> {
  /** Classes of all pictures of the cache. */
  readonly names: readonly string[];
}

function assemble(
  folder: string,
  bank: Share,
  given: Share,
  found: readonly string[],
): OpenedPictures {
  const caches = new Set([bank.cache, given.cache]);
  const close = () => {
    for (const cache of caches) cache.close();
  };
  try {
    const classes = [...new Set(bank.indices.map((i) => bank.names[i]!))].sort();
    if (classes.length < 2) throw new LabelsError(folder, 'they are all of one class');
    const { indices, notes } = askable(bank, given);
    if (indices.length === 0)
      throw new LabelsError(folder, [...notes, 'no pictures are left to search by'].join('; and '));
    const numbers = new Map(classes.map((name, i) => [name, i]));
    const labelled = ({ cache, names }: Share, chosen: readonly number[]): LabelledPart => ({
      ...{ cache, indices: chosen },
      labels: Int32Array.from(chosen, (i) => numbers.get(names[i]!)!),
    });
    return {
      ...{ bank: labelled(bank, bank.indices), queries: labelled(given, indices), classes },
      ...{ notes: [...found, ...notes], close },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The pictures that tell something when they are searched by, and what is wrong with the others. */
function askable(bank: Share, queries: Share): { indices: number[]; notes: string[] } {
  const classes = new Set(bank.indices.map((i) => bank.names[i]!));
  const contents = contentsOf(bank.cache);
  const searched = new Set(bank.indices.map((i) => contents.get(bank.cache.paths[i]!)));
  const own = queries.cache === bank.cache ? contents : contentsOf(queries.cache);
  const path = (i: number) => queries.cache.paths[i]!;
  const known = queries.indices.filter((i) => classes.has(queries.names[i]!));
  const indices = known.filter((i) => !searched.has(own.get(path(i))));
  const strange = queries.indices.filter((i) => !classes.has(queries.names[i]!));
  const same = known.filter((i) => searched.has(own.get(path(i))));
  const asked = new Set(indices.map((i) => queries.names[i]!));
  const unasked = [...classes].filter((name) => !asked.has(name)).sort();
  const strangers = [...new Set(strange.map((i) => queries.names[i]!))];
  return {
    indices,
    notes: [
      ...(strange.length > 0
        ? [
            `not searched by: ${strange.length} pictures of classes that are not among those searched, ${some(strangers)}`,
          ]
        : []),
      ...(same.length > 0
        ? [
            `not searched by: ${some(same.map(path))}, which are among those searched too, to the byte`,
          ]
        : []),
      ...(unasked.length > 0 && indices.length > 0
        ? [`classes of which no picture is searched by: ${some(unasked)}`]
        : []),
    ],
  };
}

/** SHA-256 of the pictures' files, by their paths. */
const contentsOf = ({ manifest }: PictureCache) =>
  new Map(
    manifest.map(({ path, content }) => [path, content && Buffer.from(content).toString('hex')]),
  );
