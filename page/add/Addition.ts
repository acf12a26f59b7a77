import { signal } from '@preact/signals';
import { ClientError } from '@selfsame/client';
import { isBack } from '../item/deleteItems.ts';
import { textOf } from '../parts/Problem.tsx';
import { ask, hasCode } from '../server/ask.ts';
import { forgetPicture } from '../server/kept.ts';
import type { Found, LeftOut, Sorted } from './found.ts';

/** Pictures under way at once: more would only wait at the server. */
const width = 3;
/** Of these errors a picture is at fault, and others may do. */
const statusesOfOne: readonly (number | null)[] = [400, 413, 415, 422, 500, 504];

export interface Progress {
  readonly state: 'running' | 'paused' | 'done' | 'stopped';
  readonly total: number;
  readonly added: number;
  readonly replaced: number;
  readonly leftOut: readonly LeftOut[];
  /** What there is something else under its id: nothing is overwritten unless that is asked for. */
  readonly there: readonly Found[];
  /** What stopped all of it. */
  readonly error: Error | null;
}

/** Pictures on their way into a collection. */
export class Addition {
  readonly collection: string;
  readonly progress;
  private readonly queue: Found[];
  private readonly mayReplace = new Set<string>();
  private working = 0;
  /** Whether the last one was there: then the next is asked for before it is sent, which is quicker. */
  private expectsThere = false;

  constructor(collection: string, { pictures, leftOut }: Sorted) {
    this.collection = collection;
    this.queue = [...pictures];
    this.progress = signal<Progress>({
      ...{ state: 'running', total: pictures.length, added: 0, replaced: 0 },
      ...{ leftOut, there: [], error: null },
    });
    this.resume();
  }

  pause(): void {
    this.note({ state: 'paused' });
  }

  /** Goes on, after a pause or an error. */
  resume(): void {
    this.note({ state: 'running', error: null });
    while (this.working < width && this.queue.length > 0) void this.work();
    this.endIfDone();
  }

  /** Leaves what has not been sent yet. */
  stop(): void {
    this.queue.length = 0;
    this.note({ state: 'stopped' });
  }

  /** Puts these in the place of what is there. */
  replace(found: readonly Found[]): void {
    for (const { id } of found) this.mayReplace.add(id);
    this.leave(found);
    this.queue.push(...found);
    this.resume();
  }

  /** Leaves what is there as it is. */
  leave(found: readonly Found[]): void {
    const { there } = this.progress.peek();
    this.note({ there: there.filter((one) => !found.includes(one)) });
  }

  private async work(): Promise<void> {
    this.working++;
    while (this.progress.peek().state === 'running') {
      const next = this.queue.shift();
      if (next === undefined) break;
      await this.add(next);
    }
    this.working--;
    this.endIfDone();
  }

  private async add(found: Found): Promise<void> {
    const { id, file } = found;
    const { collection } = this;
    const isReplacing = this.mayReplace.has(id);
    try {
      if (!isReplacing && this.expectsThere && (await this.isThere(id))) {
        this.note({ there: [...this.progress.peek().there, found] });
        return;
      }
      const item = { picture: file, metadata: { path: id } };
      const options = { onlyIfNew: !isReplacing };
      await ask((client) => client.items.put(collection, id, item, options));
      const { added, replaced } = this.progress.peek();
      this.note(isReplacing ? { replaced: replaced + 1 } : { added: added + 1 });
      isBack(collection, id);
      if (isReplacing) forgetPicture(collection, id);
    } catch (error) {
      this.fail(found, error as Error);
    }
  }

  private async isThere(id: string): Promise<boolean> {
    try {
      await ask((client) => client.items.get(this.collection, id));
      return true;
    } catch (error) {
      if (!hasCode(error, 'item_not_found')) throw error;
      this.expectsThere = false;
      return false;
    }
  }

  private fail(found: Found, error: Error): void {
    if (hasCode(error, 'item_exists')) {
      this.expectsThere = true;
      this.note({ there: [...this.progress.peek().there, found] });
      return;
    }
    // A file that has been changed or taken away meanwhile cannot be read.
    const isOwn = !(error instanceof ClientError) || statusesOfOne.includes(error.status);
    if (isOwn) {
      const reason = textOf(error);
      const { leftOut } = this.progress.peek();
      this.note({ leftOut: [...leftOut, { id: found.id, reason }] });
      return;
    }
    this.queue.unshift(found);
    this.note({ state: 'paused', error });
  }

  private endIfDone(): void {
    const { state } = this.progress.peek();
    if (state === 'running' && this.working === 0 && this.queue.length === 0)
      this.note({ state: 'done' });
  }

  private note(changes: Partial<Progress>): void {
    this.progress.value = { ...this.progress.peek(), ...changes };
  }
}
