import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { FileSpecialError, FileUnreadableError, LinkBrokenError } from '../errors/files.ts';
import { inside, type Place, pathText } from '../names.ts';
import { ownOfExport } from './exported.ts';
import { Collected, type Findings } from './findings.ts';
import { readHead } from './head.ts';
import { judge } from './judge.ts';
import { kindOf } from './kind.ts';

export interface ScanOptions {
  /** Whether hidden files and folders, with a dot before their names, are looked at. */
  readonly hidden: boolean;
}

/** A real path, byte by byte, so that names that are not UTF-8 stay apart. */
const realKey = (place: Place) =>
  realpathSync.native(place, { encoding: 'buffer' }).toString('latin1');
const keyInside = (folder: string, name: Buffer) =>
  `${folder === sep ? '' : folder}${sep}${name.toString('latin1')}`;

/**
 * Looks for pictures in a folder and the folders below it, in an order that depends on their names
 * alone. Every entry is found, left out with a reason, or counted, but for what an export of pictures
 * keeps beside them. Links are followed, and nothing
 * is found twice; pipes, sockets and devices are never opened.
 * @throws the system's error, if the folder itself cannot be read
 */
export function scanFolder(folder: string, { hidden }: ScanOptions): Findings {
  const collected = new Collected();
  const root = realKey(folder);
  /** Real paths of folders, and of files that links have led to. */
  const seen = new Set<string>();

  /** Whether the scan comes, or came, to a real path without the link. */
  const reached = (real: string) => {
    if (seen.has(real)) return true;
    const shown = (steps: readonly string[]) => hidden || !steps.some((one) => one.startsWith('.'));
    if (seen.has(dirname(real)) && shown([basename(real)])) return true;
    return (
      real.startsWith(keyInside(root, Buffer.alloc(0))) && shown(real.slice(root.length).split(sep))
    );
  };

  const visit = (place: Place, below: Place, real: string) => {
    seen.add(real);
    const entries = readdirSync(place, { encoding: 'buffer', withFileTypes: true });
    const own = ownOfExport(below === '' ? entries.map(({ name }) => name.toString()) : []);
    for (const entry of inOrder(entries)) {
      const { name } = entry;
      if (own.has(name.toString())) continue;
      if (!hidden && name[0] === 0x2e) {
        collected.passedOver.hidden++;
        continue;
      }
      try {
        look(entry, inside(place, name), inside(below, name), keyInside(real, name));
      } catch (error) {
        const { message } = error as Error;
        const reason = new FileUnreadableError(message, error);
        collected.leaveOut(pathText(inside(below, name)), reason);
      }
    }
  };

  const look = (entry: Dirent<Buffer>, place: Place, below: Place, real: string) => {
    if (entry.isSymbolicLink()) follow(place, below);
    else if (entry.isFile() && seen.has(real)) collected.passedOver.linked++;
    else lookAt(entry, place, below, real);
  };

  const follow = (place: Place, below: Place) => {
    let real: string;
    try {
      real = realKey(place);
    } catch (error) {
      const broken = new LinkBrokenError((error as Error).message, error);
      collected.leaveOut(pathText(below), broken);
      return;
    }
    const stat = statSync(place);
    if (reached(real) && (stat.isFile() || stat.isDirectory())) collected.passedOver.linked++;
    else lookAt(stat, place, below, real, true);
  };

  const lookAt = (
    what: Dirent<Buffer> | Stats,
    place: Place,
    below: Place,
    real: string,
    linked = false,
  ) => {
    if (what.isDirectory()) {
      if (seen.has(real)) collected.passedOver.linked++;
      else visit(place, below, real);
    } else if (what.isFile()) {
      if (linked) seen.add(real);
      take(place, below);
    } else collected.leaveOut(pathText(below), new FileSpecialError(kindOf(what)));
  };

  const take = (place: Place, below: Place) => {
    const { head, stat } = readHead(place);
    const path = pathText(below);
    if (!stat.isFile()) return collected.leaveOut(path, new FileSpecialError(kindOf(stat)));
    const judgement = judge(typeof place === 'string' ? place : path, head);
    if (judgement === 'picture') {
      const { size: bytes, mtimeMs: modified, ctimeMs: changed } = stat;
      collected.pictures.push({ path, place, bytes, modified, changed });
    } else if (judgement instanceof Error) collected.leaveOut(path, judgement);
    else collected.countOther(judgement.kind);
  };

  visit(folder, '', root);
  return collected;
}

/** By name, as text; names that look alike, because they are not UTF-8, by their bytes. */
function inOrder(entries: readonly Dirent<Buffer>[]): Dirent<Buffer>[] {
  return entries
    .map((entry) => ({ entry, text: entry.name.toString() }))
    .sort((a, b) => {
      if (a.text === b.text) return Buffer.compare(a.entry.name, b.entry.name);
      return a.text < b.text ? -1 : 1;
    })
    .map(({ entry }) => entry);
}
