import { type Findings, type PassedOver, passedOverCount } from '@selfsame/models';
import { limits } from '../limits.ts';

export interface SkippedFile {
  /** Relative to the job's folder. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export const jobStates = ['running', 'done', 'cancelled', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

/** How far the indexing of a folder has come. */
export class Job {
  readonly id: string;
  readonly collection: string;
  readonly folder: string;
  /** Whether hidden files and folders are looked at. */
  readonly hidden: boolean;
  readonly created = new Date().toISOString();
  readonly #cancelling = new AbortController();
  state: JobState = 'running';
  /**
   * What is in the folder; null until it has been searched through. At the end, all of it is
   * indexed, known, unreadable or passed over.
   */
  found: number | null = null;
  indexed = 0;
  /** Pictures whose content was in the collection already. */
  known = 0;
  unreadable = 0;
  passedOver: PassedOver = { hidden: 0, linked: 0, notPictures: {} };
  readonly files: SkippedFile[] = [];
  /** Why it failed. */
  error: Error | null = null;

  constructor(id: string, collection: string, folder: string, hidden: boolean) {
    this.id = id;
    this.collection = collection;
    this.folder = folder;
    this.hidden = hidden;
  }

  get cancelled(): AbortSignal {
    return this.#cancelling.signal;
  }

  cancel(): void {
    this.#cancelling.abort();
  }

  /** Notes what the search through the folder came to. */
  takeFindings({ pictures, leftOut, passedOver }: Findings): void {
    this.found = pictures.length + leftOut.length + passedOverCount(passedOver);
    this.passedOver = passedOver;
    for (const file of leftOut) this.skip(file);
  }

  /** Notes a file that could not be read, by name as long as there are not too many. */
  skip(file: SkippedFile): void {
    this.unreadable++;
    if (this.files.length < limits.filesNamed) this.files.push(file);
  }
}
