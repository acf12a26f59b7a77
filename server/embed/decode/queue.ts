import { costlyMs } from './cost.ts';
import { FairQueue } from './FairQueue.ts';
import type { DecodeJob, Decoder, JobKind } from './job.ts';

/** Pictures that wait, and the decoders that they wait for. */
export interface DecodeQueue {
  /** Added while they are opened. */
  readonly decoders: Decoder[];
  /** Whether pictures wait that no decoder has room for. */
  readonly behind: boolean;
  add(job: DecodeJob): void;
  /** Puts a job back before the others. */
  putBack(job: DecodeJob): void;
  /** Gives what is waiting to the decoders that have room, the least busy first. */
  dispatch(): void;
}

/** Ordinary pictures, and those of which the decoders take only so many at a time. */
const kinds: readonly JobKind[] = [
  { cost: 0, attempts: 0 },
  { cost: Number.POSITIVE_INFINITY, attempts: 0 },
];
const isOf = (kind: JobKind, { cost }: DecodeJob) => cost > costlyMs === kind.cost > costlyMs;

/**
 * Clients have equal shares of the decoders, by what their pictures cost, and so have the requests
 * of one client.
 * @param left is told how long a picture waited, in seconds
 * @param mayTake whether a decoder may be given a picture now
 */
export function createQueue(
  left: (seconds: number) => void,
  mayTake: (decoder: Decoder, job: JobKind) => boolean,
): DecodeQueue {
  const decoders: Decoder[] = [];
  const waiting = new FairQueue<DecodeJob>(
    ({ caller }) => ({ key: caller.client, weight: caller.weight }),
    ({ caller }) => ({ key: caller, weight: 1 }),
  );
  let again: DecodeJob[] = [];

  function decoderFor(job: JobKind): Decoder | undefined {
    let best: Decoder | undefined;
    for (const decoder of decoders) {
      if (mayTake(decoder, job) && (best === undefined || isBetter(decoder, best))) best = decoder;
    }
    return best;
  }

  /** The next that a decoder has room for. Those that nobody waits for any more are dropped. */
  function next(): DecodeJob | undefined {
    again = again.filter(({ signal }) => !signal.aborted);
    const [first] = again;
    if (first !== undefined) return decoderFor(first) && again.shift();
    const taken = kinds.filter((kind) => decoderFor(kind) !== undefined);
    if (taken.length === 0) return undefined;
    return waiting.take((job) => taken.some((kind) => isOf(kind, job)));
  }

  function dispatch(): void {
    for (let job = next(); job !== undefined; job = next()) {
      left((performance.now() - job.since) / 1000);
      decoderFor(job)!.take(job);
    }
  }

  return {
    decoders,
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

const isBetter = (decoder: Decoder, than: Decoder) =>
  decoder.ready === than.ready ? decoder.load < than.load : decoder.ready;
