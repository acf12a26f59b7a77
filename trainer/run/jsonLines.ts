import { existsSync, readFileSync } from 'node:fs';

/** A file of one JSON object a line; none where there is no file. A line cut short is left out. */
export function readJsonLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as T];
      } catch {
        return [];
      }
    });
}
