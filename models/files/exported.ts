/** What a folder of exported pictures holds beside them: which item each is of, for programs. */
export const exportManifest = 'pictures.jsonl';
/** Held by the process that is at work there. */
export const exportLock = '.lock';
/** Of files that are not whole yet; hidden, so that nobody takes them for pictures. */
export const exportUnfinished = '.unfinished';

const own: readonly string[] = [exportManifest, exportLock, exportUnfinished];

/** The names in a folder that nobody has put there: where it is an export's, those of its own. */
export const ownOfExport = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.includes(exportManifest) ? own : []);
