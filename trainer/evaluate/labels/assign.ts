import { LabelsError } from '../../errors.ts';
import { folderClasses } from './folderClasses.ts';
import { findHalves, type Halves } from './halves.ts';
import { readLabelFile } from './labelFile.ts';
import { some } from './some.ts';

/** How the pictures of a folder are labelled. */
export interface Assigned {
  /** Where it is divided already. */
  readonly halves: Halves | undefined;
  /** Classes by the pictures' paths; pictures that have none are not there. */
  readonly labels: ReadonlyMap<string, string>;
  /** What was found and decided, for people. */
  readonly notes: readonly string[];
}

/** Whether a picture lies in a folder, or in one below it. */
export const isIn = (folder: string, path: string) => path.startsWith(`${folder}/`);

/**
 * Finds the classes of pictures.
 * @param folder for messages; @param paths of all pictures below it
 * @param source `folders`, or a CSV file with path and label; undefined: folders, as a guess
 * @returns undefined where the folders tell no classes, and were only a guess
 * @throws {LabelsError | LabelFileError}
 */
export function assignLabels(
  folder: string,
  paths: readonly string[],
  source: string | undefined,
): Assigned | undefined {
  const halves = findHalves(paths);
  const used = halves
    ? paths.filter((path) => isIn(halves.bank, path) || isIn(halves.queries, path))
    : paths;
  const byFolder = source === undefined || source === 'folders';
  const labels = byFolder ? ofFolders(used, halves) : ofFile(folder, source, used);
  const without = used.filter((path) => !labels.has(path));
  if (labels.size === 0 && source === undefined) return undefined;
  if (labels.size === 0) throw new LabelsError(folder, 'its folders tell no classes apart');
  const classes = [...new Set(labels.values())].sort();
  const where = byFolder ? 'lie beside the folders of the classes' : `are not in ${source}`;
  return {
    halves,
    labels,
    notes: [
      ...(halves ? [dividedNote(halves)] : []),
      ...(source === undefined
        ? [
            `classes: its folders are taken for them, ${some(classes)} (--labels none: measure without, --labels <file.csv>: other ones)`,
          ]
        : []),
      ...(without.length > 0 ? [`left out: ${some(without)}, which ${where}`] : []),
    ],
  };
}

function ofFolders(paths: readonly string[], halves: Halves | undefined): Map<string, string> {
  // Both halves at once: a class that one of them lacks is no other level of folders there.
  const inside = (path: string) => {
    if (!halves) return path;
    const half = isIn(halves.bank, path) ? halves.bank : halves.queries;
    return path.slice(half.length + 1);
  };
  const classes = folderClasses(paths.map(inside));
  return new Map(
    paths.flatMap((path, i) => (classes[i] === undefined ? [] : [[path, classes[i]]])),
  );
}

function ofFile(folder: string, file: string, paths: readonly string[]): Map<string, string> {
  const told = readLabelFile(file);
  const labels = new Map(
    paths.flatMap((path) => (told.has(path) ? [[path, told.get(path)!] as const] : [])),
  );
  if (labels.size > 0) return labels;
  const [example] = told.keys();
  throw new LabelsError(folder, `none of them is in ${file}, whose first path is ${example}`);
}

function dividedNote({ bank, queries, aside }: Halves): string {
  const rest = aside.length > 0 ? `; left aside: ${aside.join(', ')}` : '';
  return `searched among the pictures in ${bank}, by those in ${queries}${rest}`;
}
