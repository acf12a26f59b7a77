import { effect, signal } from '@preact/signals';
import { go } from '../address/address.ts';
import { refresh } from '../server/live.ts';
import { Addition } from './Addition.ts';
import { type PathFile, type Sorted, sortOut } from './found.ts';

/** The newest first. They go on wherever one goes on the page. */
export const additions = signal<readonly Addition[]>([]);

/** What was dropped elsewhere than where things are added: added once that is said. */
export const offered = signal<Sorted | null>(null);

export function add(collection: string, files: readonly PathFile[]): void {
  begin(collection, sortOut(files));
}

/** Shows what would be added, and asks. */
export function offer(files: readonly PathFile[]): void {
  offered.value = sortOut(files);
  go({ view: 'add' });
}

export function begin(collection: string, sorted: Sorted): void {
  offered.value = null;
  const addition = new Addition(collection, sorted);
  additions.value = [addition, ...additions.value];
  const dispose = effect(() => {
    const { state } = addition.progress.value;
    if (state !== 'done' && state !== 'stopped') return;
    void refresh();
    // Something may be replaced yet, and is told by then.
    queueMicrotask(() => dispose());
  });
}

/** Files wait, or are on their way: leaving the page would end that. */
window.addEventListener('beforeunload', (event) => {
  const ended = ['done', 'stopped'];
  if (additions.value.some(({ progress }) => !ended.includes(progress.peek().state)))
    event.preventDefault();
});
