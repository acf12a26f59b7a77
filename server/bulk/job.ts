import { type PassedOver, passedOverCount } from '@selfsame/models';
import { limits } from '../limits.ts';
import type { Scanned } from './scan/scanAside.ts';

export interface SkippedFile {
  /** Relative to the job's folder. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What a job is to do. */
export interface JobRequest {
  readonly collection: string;
  /** Absolute. */
  readonly folder: string;
  /** Whether hidden files and folders are looked at. */
  readonly hidden: boolean;
  /** Whether what is gone from the folder is taken out; anyway, even if the folder looks emptied. */
  readonly prune: boolean | 'anyway';
  /** Whether it only tells what it would do. */
  readonly dryRun: boolean;
  /** Whether it goes on following the folder. */
  readonly watch: boolean;
  /** Metadata of all pictures. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const jobStates = ['running', 'following', 'done', 'cancelled', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

/** What becomes of a picture that was not there already. */
export const changeKinds = ['indexed', 'changed', 'copied', 'moved', 'gone'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
  readonly change: ChangeKind;
  readonly path: string;
  /** Where a moved picture was. */
  readonly from?: string | undefined;
}

const noCounts = {
  /** Embedded and put in. */
  indexed: 0,
  /** Embedded and put in the place of what its file had been. */
  changed: 0,
  /** With the vector of another item of the same content. */
  copied: 0,
  /** Under another path. */
  moved: 0,
  /** There already. */
  known: 0,
  unreadable: 0,
  /** Of files that are no more; `pruned` of them were taken out. */
  gone: 0,
  pruned: 0,
  /** Files that say something of pictures. */
  metadataFiles: 0,
};

/** How far one search through a folder has come. */
export class Pass {
  /**
   * What is in the folder; null until it has been searched through. At the end, all of it is
   * indexed, changed, copied, moved, known, unreadable, metadata or passed over.
   */
  found: number | null = null;
  readonly counts = { ...noCounts };
  passedOver: PassedOver = { hidden: 0, linked: 0, notPictures: {} };
  readonly files: SkippedFile[] = [];
  readonly changes: Change[] = [];
  /** Paths that the folder's metadata names and that are no pictures in it: how many, and some. */
  unmatched = { count: 0, paths: [] as readonly string[] };

  /** Notes what the search through the folder came to. */
  takeFindings({ pictures, leftOut, passedOver, metadataFiles, unmatched }: Scanned): void {
    this.found = pictures.length + leftOut.length + metadataFiles + passedOverCount(passedOver);
    this.passedOver = passedOver;
    this.counts.metadataFiles = metadataFiles;
    this.unmatched = { count: unmatched.length, paths: unmatched.slice(0, limits.pathsNamed) };
    for (const file of leftOut) this.skip(file);
  }

  /** Notes a file that could not be read, by name as long as there are not too many. */
  skip(file: SkippedFile): void {
    this.counts.unreadable++;
    if (this.files.length < limits.filesNamed) this.files.push(file);
  }

  /** Counts what became of a picture, and names it as long as there are not too many. */
  note(change: ChangeKind, path: string, from?: string): void {
    this.counts[change]++;
    if (this.changes.length < limits.filesNamed) this.changes.push({ change, path, from });
  }
}

/** A folder that is indexed, once or for as long as it is followed. */
export class Job {
  readonly id: string;
  readonly request: JobRequest;
  readonly created = new Date().toISOString();
  readonly #cancelling = new AbortController();
  state: JobState = 'running';
  /** The pass that is running, or the last one. */
  pass = new Pass();
  /** Files that no picture could be made of, and their stamps: while they stay, so does that. */
  readonly failures = new Map<string, { readonly stamp: string; readonly file: SkippedFile }>();
  /** Passes that have ended. */
  passes = 0;
  /** Why it failed, or, while a folder is followed, why the last pass did or what was held back. */
  error: Error | null = null;

  constructor(id: string, request: JobRequest) {
    this.id = id;
    this.request = request;
  }

  get cancelled(): AbortSignal {
    return this.#cancelling.signal;
  }

  get isOver(): boolean {
    return this.state !== 'running' && this.state !== 'following';
  }

  cancel(): void {
    this.#cancelling.abort();
  }
}
