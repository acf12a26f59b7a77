/**
 * The classes of pictures by the folders that they lie in: the name of the first level of folders on
 * which those differ that have one, 'cat' in all/cat/1.jpg.
 * @param paths with '/' between their parts
 * @returns of each picture; undefined of those that lie beside the folders of the classes, and of all
 *   where folders tell none apart
 */
export function folderClasses(paths: readonly string[]): (string | undefined)[] {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  for (let level = 0; ; level++) {
    const names = new Set(folders.flatMap((parts) => parts[level] ?? []));
    if (names.size === 0) return folders.map(() => undefined);
    if (names.size > 1) return folders.map((parts) => parts[level]);
  }
}
