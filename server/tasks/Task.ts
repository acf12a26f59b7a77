import { createSpeed } from '@selfsame/models';
import { v7 as uuid } from 'uuid';

export const taskStates = ['running', 'done', 'cancelled', 'failed'] as const;
export type TaskState = (typeof taskStates)[number];

/** Something that is worked out beside the requests, once, as far as it has come. */
export class Task<Stage extends string, About, Found> {
  readonly id = uuid();
  /** ISO 8601. */
  readonly created = new Date().toISOString();
  readonly about: About;
  state: TaskState = 'running';
  stage: Stage;
  /** Of the stage. */
  done = 0;
  total = 0;
  /** What was worked out; null until then. */
  found: Found | null = null;
  /** Why it failed. */
  error: Error | null = null;
  #speed = createSpeed();

  constructor(about: About, stage: Stage) {
    this.about = about;
    this.stage = stage;
  }

  begin(stage: Stage, total = 0): void {
    this.stage = stage;
    this.done = 0;
    this.total = total;
    this.#speed = createSpeed();
  }

  /** How much of it a second, and the time left of the stage, for people. */
  get speed() {
    return this.#speed(this.done, this.total);
  }
}
