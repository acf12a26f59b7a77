/** The parts of a data set that are divided already, by what people call their folders. */
const names: Readonly<Record<string, number>> = {
  ...{ train: 0, training: 0 },
  ...{ val: 1, valid: 1, validation: 1, dev: 1 },
  ...{ test: 2, testing: 2 },
};

/** Folders of pictures to search among and to search by, below the data set's folder. */
export interface Halves {
  readonly bank: string;
  readonly queries: string;
  /** Other folders and pictures beside the two. */
  readonly aside: readonly string[];
}

/**
 * Finds `train` and `test`, or `val` in the place of either, beside each other in a folder or in the
 * only folder in it; of all three, `val` is left aside.
 * @param paths of pictures, with '/' between their parts
 */
export function findHalves(paths: readonly string[]): Halves | undefined {
  const parts = paths.map((path) => path.split('/'));
  const [first = []] = parts;
  let depth = 0;
  while (first.length > depth + 1 && parts.every((one) => one[depth] === first[depth])) depth++;
  const folders = new Set(parts.flatMap((one) => (one.length > depth + 1 ? [one[depth]!] : [])));
  const loose = parts.some((one) => one.length === depth + 1);
  const rank = (folder: string) => names[folder.toLowerCase()] ?? -1;
  const found = [...folders].filter((folder) => rank(folder) >= 0);
  found.sort((a, b) => rank(a) - rank(b));
  const [bank, queries] = [found[0], found.at(-1)];
  if (bank === undefined || queries === undefined || rank(bank) === rank(queries)) return undefined;
  const at = (folder: string) => [...first.slice(0, depth), folder].join('/');
  const others = [...folders].filter((folder) => folder !== bank && folder !== queries);
  const aside = [...others, ...(loose ? ['pictures outside of folders'] : [])];
  return { bank: at(bank), queries: at(queries), aside };
}
