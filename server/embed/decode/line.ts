import type { Job, Lane } from './job.ts';

/** Pictures that wait, and the lanes that they wait for. */
export interface Line {
  /** Lanes are added while they are opened. */
  readonly lanes: Lane[];
  /** Whether pictures wait that no lane has room for. */
  readonly behind: boolean;
  add(job: Job): void;
  /** Puts a job back before the others. */
  putBack(job: Job): void;
  /** Gives what is waiting to the lanes that have room, the least busy first. */
  dispatch(): void;
}

/**
 * @param left is told how long a picture waited, in seconds
 * @param mayTake whether a lane may be given a picture now
 */
export function createLine(
  left: (seconds: number) => void,
  mayTake: (lane: Lane, job: Job) => boolean,
): Line {
  const lanes: Lane[] = [];
  const waiting: Job[] = [];

  function laneFor(job: Job): Lane | undefined {
    let best: Lane | undefined;
    for (const lane of lanes) {
      if (mayTake(lane, job) && (best === undefined || isBetter(lane, best))) best = lane;
    }
    return best;
  }

  /** Those that nobody waits for any more are dropped. */
  function first(): Job | undefined {
    while (waiting[0]?.signal.aborted) waiting.shift();
    return waiting[0];
  }

  function dispatch(): void {
    for (let job = first(); job !== undefined; job = first()) {
      const lane = laneFor(job);
      if (lane === undefined) return;
      waiting.shift();
      left((performance.now() - job.since) / 1000);
      lane.take(job);
    }
  }

  return {
    lanes,
    get behind() {
      return waiting.length > 0;
    },
    add(job) {
      waiting.push(job);
      dispatch();
    },
    putBack: (job) => waiting.unshift(job),
    dispatch,
  };
}

const isBetter = (lane: Lane, than: Lane) =>
  lane.ready === than.ready ? lane.load < than.load : lane.ready;
