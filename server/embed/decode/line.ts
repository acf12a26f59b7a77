import { costlyMs } from './cost.ts';
import { FairQueue } from './FairQueue.ts';
import type { Job, JobKind, Lane } from './job.ts';

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

/** Ordinary pictures, and those of which the lanes take only so many at a time. */
const kinds: readonly JobKind[] = [
  { cost: 0, attempts: 0 },
  { cost: Number.POSITIVE_INFINITY, attempts: 0 },
];
const isOf = (kind: JobKind, { cost }: Job) => cost > costlyMs === kind.cost > costlyMs;

/**
 * Clients have equal shares of the decoders, by what their pictures cost, and so have the requests
 * of one client.
 * @param left is told how long a picture waited, in seconds
 * @param mayTake whether a lane may be given a picture now
 */
export function createLine(
  left: (seconds: number) => void,
  mayTake: (lane: Lane, job: JobKind) => boolean,
): Line {
  const lanes: Lane[] = [];
  const waiting = new FairQueue<Job>(
    ({ caller }) => ({ key: caller.client, weight: caller.weight }),
    ({ caller }) => ({ key: caller, weight: 1 }),
  );
  let again: Job[] = [];

  function laneFor(job: JobKind): Lane | undefined {
    let best: Lane | undefined;
    for (const lane of lanes) {
      if (mayTake(lane, job) && (best === undefined || isBetter(lane, best))) best = lane;
    }
    return best;
  }

  /** The next that a lane has room for. Those that nobody waits for any more are dropped. */
  function next(): Job | undefined {
    again = again.filter(({ signal }) => !signal.aborted);
    const [first] = again;
    if (first !== undefined) return laneFor(first) && again.shift();
    const taken = kinds.filter((kind) => laneFor(kind) !== undefined);
    if (taken.length === 0) return undefined;
    return waiting.take((job) => taken.some((kind) => isOf(kind, job)));
  }

  function dispatch(): void {
    for (let job = next(); job !== undefined; job = next()) {
      left((performance.now() - job.since) / 1000);
      laneFor(job)!.take(job);
    }
  }

  return {
    lanes,
    get behind() {
      return waiting.size > 0;
    },
    add(job) {
      waiting.add(job);
      dispatch();
    },
    putBack: (job) => again.unshift(job),
    dispatch,
  };
}

const isBetter = (lane: Lane, than: Lane) =>
  lane.ready === than.ready ? lane.load < than.load : lane.ready;
