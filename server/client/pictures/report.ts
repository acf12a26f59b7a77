import type { Exported } from './exportPictures.ts';

/** What an export came to: "12 pictures written to folder, 3 there already". */
export function exportedText(
  { written, known, removed, unkept }: Exported,
  folder: string,
): string {
  return [
    `${written} pictures written to ${folder}`,
    `${known} there already`,
    removed > 0 && `${removed} taken out, which are gone from the collection`,
    unkept > 0 && `${unkept} items have no kept picture`,
  ]
    .filter(Boolean)
    .join(', ');
}
