/**
 * The classes of pictures by the folders that they lie in: the name of the first level of folders on
 * which the pictures differ, 'cat' in all/cat/1.jpg.
 * @param paths below the scanned folder, with '/' between their parts
 * @returns of each picture; '' where the folders tell none
 */
export function labelsOf(paths: readonly string[]): string[] {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const [first = []] = folders;
  let level = 0;
  while (level < first.length && folders.every((parts) => parts[level] === first[level])) level++;
  return folders.map((parts) => parts[level] ?? '');
}
