import { createSpeed } from '@selfsame/models';
import type { UnmadeItem } from '../../store/contract/vectors.ts';
import type { Judged } from '../compare/compareOnKept.ts';
import type { ActivationRecord } from './record.ts';

export type ActivationState = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export const stages = ['loading', 'comparing', 'embedding', 'indexing', 'switching'] as const;
export type Stage = (typeof stages)[number];

/** A model that is taken into use, as far as it has come. */
export class Activation {
  record: ActivationRecord;
  state: ActivationState = 'running';
  stage: Stage = 'loading';
  /** Pictures of the stage: compared, or with a vector of the model, and how many there are. */
  done = 0;
  total = 0;
  /** Kept pictures that no embedding could be made of. */
  unmade: readonly UnmadeItem[] = [];
  /** Items of which a lesser copy is kept than the model could see. */
  smallPreviews = 0;
  /** Collections of which no picture is kept: they go on with their model. */
  untouched: readonly string[] = [];
  compared: Judged | null = null;
  /** Whether it can be gone on with: it is noted in the store. */
  isHeld = true;
  /** Why it failed. */
  error: Error | null = null;
  #speed = createSpeed();

  constructor(record: ActivationRecord) {
    this.record = record;
  }

  /** Whether these collections are to follow by it. @param collections all if left out */
  isFor(collections: readonly string[] | undefined): boolean {
    const own = this.record.collections;
    return own === null || (collections?.every((one) => own.includes(one)) ?? false);
  }

  /** @param done what was done before */
  begin(stage: Stage, total = 0, done = 0): void {
    this.stage = stage;
    this.done = done;
    this.total = total;
    this.#speed = createSpeed(done);
  }

  /** Pictures per second and the time left, for people. */
  get speed() {
    return this.#speed(this.done, this.total);
  }
}
