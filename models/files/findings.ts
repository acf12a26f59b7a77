import type { SelfsameError } from '../errors/define.ts';
import type { Place } from '../names.ts';

/** A file that begins as a picture does, or has the name of one. */
export interface FoundFile {
  /** Below the scanned folder, as text with '/' between its parts (`pathText`). */
  readonly path: string;
  /** To open it by. */
  readonly place: Place;
  readonly bytes: number;
  /** Last change of its content, and of anything about it, milliseconds since 1970. */
  readonly modified: number;
  readonly changed: number;
}

/** Something that cannot be looked at, or looked into. */
export interface LeftOutFile {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What is passed over without being named, counted. */
export interface PassedOver {
  /** Files and folders with a dot before their names. */
  readonly hidden: number;
  /** Ways to a file or folder that another way led to. */
  readonly linked: number;
  /** Files that are no pictures, by their endings. */
  readonly notPictures: Readonly<Record<string, number>>;
}

/** All that is in a folder: each entry is in one of the lists or counts. */
export interface Findings {
  readonly pictures: readonly FoundFile[];
  readonly leftOut: readonly LeftOutFile[];
  readonly passedOver: PassedOver;
}

/** Kinds of files that are told apart: endings may be anything. */
const mostKinds = 50;

/** Collects what a scan comes across. */
export class Collected implements Findings {
  readonly pictures: FoundFile[] = [];
  readonly leftOut: LeftOutFile[] = [];
  readonly passedOver = {
    hidden: 0,
    linked: 0,
    // An ending may be named like what every other object has.
    notPictures: Object.create(null) as Record<string, number>,
  };

  leaveOut(path: string, { code, message }: SelfsameError): void {
    this.leftOut.push({ path, code, message });
  }

  countOther(kind: string): void {
    const { notPictures } = this.passedOver;
    const known = kind in notPictures || Object.keys(notPictures).length < mostKinds;
    const key = known && kind !== '__proto__' ? kind : 'others';
    notPictures[key] = (notPictures[key] ?? 0) + 1;
  }
}

/** How many entries were passed over. */
export function passedOverCount({ hidden, linked, notPictures }: PassedOver): number {
  return Object.values(notPictures).reduce((sum, count) => sum + count, hidden + linked);
}

/**
 * How many were left out, and of which kinds.
 * @param named how many are named with their reasons
 * @returns such as '4 left out (1 with its reason, 1 hidden, 2 not pictures: 1 db, 1 txt)'
 */
export function leftOutText(named: number, passedOver: PassedOver): string {
  const { hidden, linked, notPictures } = passedOver;
  const kinds = Object.entries(notPictures).map(([kind, count]) => `${count} ${kind}`);
  const others = Object.values(notPictures).reduce((sum, count) => sum + count, 0);
  const parts = [
    named > 0 && `${named} named`,
    hidden > 0 && `${hidden} hidden`,
    linked > 0 && `${linked} linked to what was found`,
    others > 0 && `${others} not pictures: ${kinds.sort().join(', ')}`,
  ].filter(Boolean);
  const detail = parts.length > 0 ? ` (${parts.join('; ')})` : '';
  return `${named + passedOverCount(passedOver)} left out${detail}`;
}
