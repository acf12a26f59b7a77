import type { EmbedObserver } from '../embed/observer.ts';

/** Is told what the stages of the work take. Times in seconds. */
export interface Observer extends EmbedObserver {
  /** One search of the index. */
  searched(seconds: number): void;
}
